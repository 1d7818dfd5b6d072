// Chinese words about the PC client's packages.
import { packageFactsBy } from '../package-facts.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

export const downloads: AppStrings['downloads'] = {
  title: '电脑客户端',
  text: '独立窗口中的 Parley：可随电脑启动，没有打开网页时也会响铃。',
  asking: '正在查看…',
  failed: '无法加载列表。请检查网络连接后重试。',
  again: '重试',
  own: '适用于这台电脑',
  others: '适用于其他电脑',
  noneOwn: '还没有适用于这台电脑的客户端。请咨询服务器管理者。',
  facts: packageFactsBy({
    deb: 'Debian、Ubuntu',
    rpm: 'Fedora、openSUSE',
    appleChip: 'Apple 芯片',
    arm64: 'ARM 64 位',
    arm: 'ARM 32 位',
    x64: 'x86 64 位',
    ia32: 'x86 32 位',
    version: (version) => `版本 ${version}`,
    size: dataSize,
  }),
  install: '然后在文件所在的文件夹中运行：',
  copy: '复制',
  copied: '已复制',
  close: '关闭',
};
