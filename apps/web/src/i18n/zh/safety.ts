// Chinese words about the safety check.
import type { AppStrings } from '../strings.ts';

export const safety: AppStrings['safety'] = {
  open: '安全核对',
  title: '安全核对',
  text: (name) =>
    `互相念出这七个图案。如果 ${name} 看到的图案和顺序与你相同，就没有人在中间窃听，连这台服务器也做不到。`,
  symbols: '你的七个图案',
  differ: (name) => `如果不同，请挂断：有人夹在你和 ${name} 之间。然后告知服务器管理者。`,
  notYet: '通话接通后才会显示图案。',
  working: '正在计算…',
  done: '完成',
};
