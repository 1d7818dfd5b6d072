// Arabic words about the PC client's packages.
import { packageFactsBy } from '../package-facts.ts';
import type { AppStrings } from '../strings.ts';
import { apart, dataSize } from './formats.ts';

export const downloads: AppStrings['downloads'] = {
  title: 'برنامج الحاسوب',
  text: 'Parley في نافذة خاصة به: يمكنه أن يبدأ مع حاسوبك، ويرنّ حتى عندما لا تكون أي صفحة مفتوحة.',
  asking: 'جارٍ البحث عمّا هو متاح…',
  failed: 'تعذّر تحميل القائمة. تحقّق من اتصالك وحاول مرة أخرى.',
  again: 'المحاولة مرة أخرى',
  own: 'لهذا الحاسوب',
  others: 'لحواسيب أخرى',
  noneOwn: 'لا يوجد برنامج لهذا الحاسوب بعد. اسأل الشخص الذي يدير هذا الخادم.',
  facts: packageFactsBy({
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
    appleChip: 'Apple silicon',
    arm64: 'ARM, 64-bit',
    arm: 'ARM, 32-bit',
    x64: 'x86, 64-bit',
    ia32: 'x86, 32-bit',
    version: (version) => `الإصدار ${version}`,
    size: dataSize,
    fact: apart,
  }),
  install: 'ثم، في المجلد الذي فيه الملف:',
  copy: 'نسخ',
  copied: 'تم النسخ',
  close: 'إغلاق',
};
