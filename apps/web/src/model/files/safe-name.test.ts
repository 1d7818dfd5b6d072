import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endingOf, safeName } from './safe-name.ts';

describe('[S14] names of files', () => {
  test.each([
    ['holiday.jpg', 'holiday.jpg'],
    ['Über uns – Ausgabe 2.pdf', 'Über uns – Ausgabe 2.pdf'],
    ['写真.png', '写真.png'],
    ['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
    ['../../etc/passwd', '_.._etc_passwd'],
    [String.raw`C:\Windows\evil.exe`, 'C__Windows_evil.exe'],
    ['invoice\u202Egpj.exe', 'invoicegpj.exe'],
    ['a\u2066b\u2069c\u200f\u061cd.txt', 'abcd.txt'],
    ['line\r\nbreak\u2028\u0000\u009f.txt', 'linebreak.txt'],
    ['in\u200bvisi\u00adble\ufeff.txt', 'invisible.txt'],
    ['a\ud800b.txt', 'ab.txt'],
    ['CON', '_CON'],
    ['nul.txt', '_nul.txt'],
    ['COM¹.log', '_COM¹.log'],
    ['Aux .c', '_Aux .c'],
    ['console.txt', 'console.txt'],
    ['what?*<now>|"so".txt', 'what___now___so_.txt'],
    ['.bashrc', 'bashrc'],
    ['report.pdf. . ', 'report.pdf'],
    ['much    room.txt', 'much room.txt'],
    ['', 'file'],
    ['...', 'file'],
    ['\u202e\u0007', 'file'],
  ])('%j is kept as %j', (given, kept) => {
    expect(safeName(given)).toBe(kept);
  });

  test('a long name keeps its ending, and no character is cut in two', () => {
    const kept = safeName(`${'é😀'.repeat(200)}.tar.gz`);
    expect(kept.endsWith('.gz')).toBe(true);
    expect(new TextEncoder().encode(kept).length).toBeLessThanOrEqual(200);
    expect(kept).not.toMatch(/\p{Cs}/u);
    expect(safeName(`a.${'b'.repeat(400)}`)).toHaveLength(200);
  });

  test('whatever the name, what is kept harms nobody, and stays the same when it is made safe again', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('.', ' ', '/', '\\', 'a', 'CON', '\u202e', '\u2067', '\0', '\ud83d', '😀'),
      }),
    );
    fc.assert(
      fc.property(nasty, (name) => {
        const kept = safeName(name);
        expect(kept).not.toBe('');
        expect(kept).not.toMatch(/[/\\:*?"<>|\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
        expect(kept).not.toMatch(/^[. ]|[. ]$/);
        expect(new TextEncoder().encode(kept).length).toBeLessThanOrEqual(200);
        expect(safeName(kept)).toBe(kept);
      }),
      { numRuns: 500 },
    );
  });

  test('the ending is the last part, where it is one', () => {
    expect(['a.txt', 'a.tar.gz', 'noending', 'a.', `a.${'x'.repeat(40)}`].map(endingOf)).toEqual([
      '.txt',
      '.gz',
      '',
      '.',
      '',
    ]);
  });
});
