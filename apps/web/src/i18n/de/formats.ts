// How German counts.
import { formatsIn } from '../formats.ts';

export const rules = ['one'] as const;

export const { number, plural, dataSize, spokenLength } = formatsIn('de', rules, {
  hour: 'Std.',
  minute: 'Min.',
  second: 'Sek.',
  bytes: { one: 'Byte', other: 'Byte' },
  data: ['kB', 'MB', 'GB', 'TB'],
});
