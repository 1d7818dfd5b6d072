// How English counts.
import { formatsIn } from '../formats.ts';

export const { number, plural, dataSize, spokenLength } = formatsIn('en', {
  hour: 'h',
  minute: 'min',
  second: 's',
  bytes: { one: 'byte', other: 'bytes' },
  data: ['KB', 'MB', 'GB', 'TB'],
});
