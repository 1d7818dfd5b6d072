// Chinese words about searching in a conversation.
import type { AppStrings } from '../strings.ts';

export const find: AppStrings['find'] = {
  open: '在对话中搜索',
  field: '在此对话中搜索',
  earlier: '上一个结果',
  later: '下一个结果',
  close: '关闭搜索',
  none: '没有结果',
  at: (n, all) => `第 ${n} 个，共 ${all} 个结果`,
  further: '搜索更早的消息',
  searching: '正在搜索更早的消息…',
};
