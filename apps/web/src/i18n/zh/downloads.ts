// Chinese words about the PC client's packages.
import type { OfferedFile } from '../../model/downloads.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  deb: 'Debian、Ubuntu',
  rpm: 'Fedora、openSUSE',
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
      return platform === 'macos' ? 'Apple 芯片' : 'ARM 64 位';
    case 'arm':
      return 'ARM 32 位';
    case 'x64':
      return platform === 'macos' ? 'Intel' : 'x86 64 位';
    case 'ia32':
      return 'x86 32 位';
    default:
      return undefined;
  }
}

export const downloads: AppStrings['downloads'] = {
  title: '电脑客户端',
  text: '独立窗口中的 Parley：可随电脑启动，没有打开网页时也会响铃。',
  asking: '正在查看…',
  failed: '无法加载列表。请检查网络连接后重试。',
  again: '重试',
  own: '适用于这台电脑',
  others: '适用于其他电脑',
  noneOwn: '还没有适用于这台电脑的客户端。请咨询服务器管理者。',
  facts: (file) =>
    [system(file), processor(file), file.version && `版本 ${file.version}`, dataSize(file.size)]
      .filter((fact) => fact !== undefined && fact !== '')
      .join('\u00a0· '),
  install: '然后在文件所在的文件夹中运行：',
  copy: '复制',
  copied: '已复制',
  close: '关闭',
};
