import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayName } from './day-names.ts';

beforeEach(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
  vi.stubGlobal('navigator', { languages: ['en-GB'] });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const at = (text: string): number => new Date(text).getTime();

test('today and yesterday have words, other days a date, and of other years the year', () => {
  const now = at('2026-11-30T12:00');
  expect(dayName(at('2026-11-30T00:00'), now)).toBe('Today');
  expect(dayName(at('2026-11-29T23:59'), now)).toBe('Yesterday');
  expect(dayName(at('2026-11-28T23:59'), now)).toBe('Saturday 28 November');
  expect(dayName(at('2025-11-28T23:59'), now)).toMatch(/^Friday,? 28 November 2025$/);
  expect(dayName(at('2025-12-31T23:59'), at('2026-01-01T00:01'))).toBe('Yesterday');
});

test('yesterday is the day before also where that had 23 hours, or 25', () => {
  const after = at('2026-03-30T00:30');
  expect(dayName(at('2026-03-29T12:00'), after)).toBe('Yesterday');
  expect(dayName(at('2026-03-28T23:45'), after)).toBe('Saturday 28 March');
  expect(dayName(at('2026-10-25T00:15'), at('2026-10-26T23:30'))).toBe('Yesterday');
});
