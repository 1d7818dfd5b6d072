// Chinese words of the card about a call that failed.
import type { AppStrings } from '../strings.ts';

export const failure: AppStrings['failure'] = {
  details: '详细信息',
  about: '供服务器管理者查看。其中没有任何网络地址，也没有任何通话内容。',
  copy: '复制详细信息',
  copied: '已复制',
};
