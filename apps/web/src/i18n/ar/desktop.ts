// Arabic words that only the PC client's window shows.
import type { AppStrings } from '../strings.ts';
import { apart } from './formats.ts';

export const desktop: AppStrings['desktop'] = {
  callPrompt: {
    title: (name) => `الاتصال بـ ${apart(name)}؟`,
    online: 'لقد فتحت رابطًا للاتصال. هذا الشخص متصل.',
    offline: 'لقد فتحت رابطًا للاتصال. هذا الشخص غير متصل.',
    call: (media) => (media === 'video' ? 'مكالمة فيديو' : 'مكالمة صوتية'),
    cancel: 'إلغاء',
  },
};
