// Arabic words about the PC client's packages.
import type { OfferedFile } from '../../model/downloads.ts';
import type { AppStrings } from '../strings.ts';
import { apart, dataSize } from './formats.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  deb: 'Debian, Ubuntu',
  rpm: 'Fedora, openSUSE',
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
};

function system({ kind = '', platform }: OfferedFile): string | undefined {
  return platform && (SYSTEMS[kind] ?? SYSTEMS[platform]);
}

function processor({ arch, platform }: OfferedFile): string | undefined {
  switch (arch) {
    case 'arm64':
      return platform === 'macos' ? 'Apple silicon' : 'ARM, 64-bit';
    case 'arm':
      return 'ARM, 32-bit';
    case 'x64':
      return platform === 'macos' ? 'Intel' : 'x86, 64-bit';
    case 'ia32':
      return 'x86, 32-bit';
    default:
      return undefined;
  }
}

export const downloads: AppStrings['downloads'] = {
  title: 'برنامج الحاسوب',
  text: 'Parley في نافذة خاصة به: يمكنه أن يبدأ مع حاسوبك، ويرنّ حتى عندما لا تكون أي صفحة مفتوحة.',
  asking: 'جارٍ البحث عمّا هو متاح…',
  failed: 'تعذّر تحميل القائمة. تحقّق من اتصالك وحاول مرة أخرى.',
  again: 'المحاولة مرة أخرى',
  own: 'لهذا الحاسوب',
  others: 'لحواسيب أخرى',
  noneOwn: 'لا يوجد برنامج لهذا الحاسوب بعد. اسأل الشخص الذي يدير هذا الخادم.',
  facts: (file) =>
    [system(file), processor(file), file.version && `الإصدار ${file.version}`, dataSize(file.size)]
      .filter((fact) => fact !== undefined && fact !== '')
      .map((fact) => apart(String(fact)))
      .join('\u00a0· '),
  install: 'ثم، في المجلد الذي فيه الملف:',
  copy: 'نسخ',
  copied: 'تم النسخ',
  close: 'إغلاق',
};
