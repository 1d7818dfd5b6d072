// Arabic words about searching in a conversation.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

export const find: AppStrings['find'] = {
  open: 'البحث في المحادثة',
  field: 'البحث في هذه المحادثة',
  earlier: 'النتيجة الأقدم',
  later: 'النتيجة الأحدث',
  close: 'إغلاق البحث',
  none: 'لا نتائج',
  at: (n, all) =>
    plural(all, {
      zero: 'لا نتائج',
      one: `${n} من نتيجة واحدة`,
      two: `${n} من نتيجتين`,
      few: `${n} من ${all} نتائج`,
      many: `${n} من ${all} نتيجة`,
      other: `${n} من ${all} نتيجة`,
    }),
  further: 'البحث في الرسائل الأقدم',
  searching: 'جارٍ البحث في الرسائل الأقدم…',
};
