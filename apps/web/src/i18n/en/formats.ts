// How English counts.
import { formatsIn } from '../formats.ts';

export const rules = ['one'] as const;

export const { number, plural, dataSize, spokenLength } = formatsIn('en', rules, {
  hour: 'h',
  minute: 'min',
  second: 's',
  bytes: { one: 'byte', other: 'bytes' },
  data: ['KB', 'MB', 'GB', 'TB'],
});
