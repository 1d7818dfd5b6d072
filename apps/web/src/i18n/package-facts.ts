// What a package of the PC client is for, as one line in any language's words.
import type { OfferedFile } from '../model/downloads.ts';

interface PackageWords {
  /** Of the distributions that take a `.deb`, and an `.rpm`. */
  deb: string;
  rpm: string;
  appleChip: string;
  arm64: string;
  arm: string;
  x64: string;
  ia32: string;
  version(version: string): string;
  size(bytes: number): string;
  /** How each fact is written beside the others. Default: as it is. */
  fact?(words: string): string;
}

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', macos: 'macOS' };

export function packageFactsBy(words: PackageWords): (file: OfferedFile) => string {
  const { fact = (one) => one } = words;
  return (file) =>
    [
      systemOf(file, words),
      processorOf(file, words),
      file.version && words.version(file.version),
      words.size(file.size),
    ]
      .filter((one) => one !== undefined && one !== '')
      // Lines break between facts, and not within one.
      .map((one) => fact(String(one).replaceAll(' ', '\u00a0')))
      .join('\u00a0· ');
}

function systemOf({ kind, platform }: OfferedFile, { deb, rpm }: PackageWords): string | undefined {
  if (!platform) return undefined;
  if (kind === 'deb') return deb;
  return kind === 'rpm' ? rpm : PLATFORMS[platform];
}

function processorOf({ arch, platform }: OfferedFile, words: PackageWords): string | undefined {
  const isMac = platform === 'macos';
  switch (arch) {
    case 'arm64':
      return isMac ? words.appleChip : words.arm64;
    case 'arm':
      return words.arm;
    case 'x64':
      return isMac ? 'Intel' : words.x64;
    case 'ia32':
      return words.ia32;
    default:
      return undefined; // All of them, or the name does not say.
  }
}
