// Arabic words about the safety check.
import type { AppStrings } from '../strings.ts';
import { apart } from './formats.ts';

export const safety: AppStrings['safety'] = {
  open: 'فحص الأمان',
  title: 'فحص الأمان',
  text: (name) =>
    `ليقرأ كل منكما هذه الصور السبع للآخر. إذا رأى ${apart(name)} الصور نفسها بالترتيب نفسه فلا أحد يتنصّت بينكما: حتى هذا الخادم لا يستطيع.`,
  symbols: 'صورك السبع',
  differ: (name) =>
    `إذا اختلفت فأنهِ المكالمة: هناك من يقف بينك وبين ${apart(name)}. ثم أخبر الشخص الذي يدير هذا الخادم.`,
  notYet: 'تظهر الصور بعد توصيل المكالمة.',
  working: 'جارٍ حسابها…',
  done: 'تم',
};
