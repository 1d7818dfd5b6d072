import { expect, test } from 'vitest';
import { fail, ok, skipped, warn } from './check.ts';
import { isWell, jsonReport, textReport, type Report } from './report.ts';

const report: Report = {
  version: '1.2.3',
  at: '2026-11-24T12:00:00.000Z',
  data: '/data',
  checks: [
    ok('node', 'Node.js 20.20.2 will do.'),
    warn(
      'dns',
      'A name leads elsewhere, and this takes more words than fit into one line of this width: change it.',
    ),
    fail('relay-udp', 'Nothing comes through.', 'Let it pass.'),
    skipped('relay-tls', 'There is none.'),
  ],
};

test('is aligned, and says each state by a sign and a word', () => {
  expect(textReport(report, { colour: false, width: 70 })).toBe(`Parley 1.2.3, data in /data

✓ ok    node       Node.js 20.20.2 will do.
! warn  dns        A name leads elsewhere, and this takes more words
                   than fit into one line of this width: change it.
✗ fail  relay-udp  Nothing comes through.
                   Let it pass.
– skip  relay-tls  There is none.

1 failure and 1 warning: each line above says what to do.
`);
});

test('has colours for those who see them, and none of them else', () => {
  expect(textReport(report, { colour: true, width: 80 })).toContain('\u001B[31m✗ fail\u001B[0m  relay-udp');
  expect(textReport(report, { colour: false, width: 80 })).not.toContain('\u001B');
});

test('is well with warnings at most', () => {
  expect(isWell(report)).toBe(false);
  const well = { ...report, checks: report.checks.filter(({ state }) => state !== 'fail') };
  expect(isWell(well)).toBe(true);
  expect(
    textReport({ ...report, checks: [ok('node', 'It will do.')] }, { colour: false, width: 80 }),
  ).toContain('Nothing is wrong.');
});

test('is JSON for programs', () => {
  expect(JSON.parse(jsonReport(report))).toEqual({ ok: false, ...report });
});
