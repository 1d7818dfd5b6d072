// Chinese words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return '网络不佳：途中有数据丢失';
    case 'delay':
      return '网络不佳：声音和画面都有延迟';
    case 'silent':
      return '网络不佳：暂时收不到任何数据';
    case 'narrow':
    case undefined:
      return '网络不佳';
    default:
      return assertNever(trouble);
  }
}

export const line: AppStrings['line'] = {
  good: '网络良好',
  weak,
  lost: '连接中断：正在寻找其他线路',
};
