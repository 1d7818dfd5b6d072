// How Chinese counts.
import { formatsIn } from '../formats.ts';

export const rules = [] as const;

export const { number, plural, dataSize, spokenLength } = formatsIn('zh', rules, {
  hour: '小时',
  minute: '分',
  second: '秒',
  bytes: { other: '字节' },
  data: ['KB', 'MB', 'GB', 'TB'],
});
