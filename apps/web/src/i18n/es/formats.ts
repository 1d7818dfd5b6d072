// How Spanish counts.
import { formatsIn } from '../formats.ts';

export const rules = ['one', 'many'] as const;

export const { number, plural, dataSize, spokenLength } = formatsIn('es', rules, {
  hour: 'h',
  minute: 'min',
  second: 's',
  bytes: { one: 'byte', many: 'bytes', other: 'bytes' },
  data: ['kB', 'MB', 'GB', 'TB'],
});
