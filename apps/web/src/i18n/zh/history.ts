// Chinese words about what was said before.
import type { AppStrings } from '../strings.ts';

export const history: AppStrings['history'] = {
  keep: '在此设备上保留对话',
  keepText:
    '你写的和读的内容会在此浏览器中保留最多 90 天，退出登录后也在。使用此浏览器配置文件的人都能阅读，因此在共用电脑上请不要开启。关闭后会删除已保留的内容。',
  serverKeeps: (n) => `这台服务器会将对话保留 ${n} 天。管理者可以阅读。`,
  clear: '删除已保留的内容',
  clearText: '删除此设备上保留的所有对话？',
  clearNow: '删除',
  clearNot: '取消',
  cleared: '此设备上已没有保留任何内容。',
  problem: {
    full: '此设备空间已满，新消息不会保留。请腾出空间，或删除已保留的内容。',
    failed: '此浏览器无法保留或删除对话。在无痕窗口中始终如此。',
  },
  onServer: (n) => `这台服务器会将对话保留 ${n} 天。文件不会保留。`,
  onServerOlder: (n) => `超过 ${n} 天的消息不会保留。文件不会保留。`,
  onDevice: '消息只在此设备上保留最多 90 天。文件不会保留。',
  more: '显示更早的消息',
  loading: '正在加载更早的消息…',
  notLoaded: '无法加载更早的消息。',
  again: '重试',
  serverFull: '未送达：服务器磁盘已满',
};
