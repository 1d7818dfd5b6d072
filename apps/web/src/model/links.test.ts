import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { piecesOf } from './links.ts';

const links = (text: string): string[] => piecesOf(text).flatMap((p) => (p.kind === 'link' ? [p.text] : []));

describe('links in texts', () => {
  test.each([
    ['see https://parley.example/a?b=c#d now', ['https://parley.example/a?b=c#d']],
    ['HTTP://PARLEY.EXAMPLE', ['HTTP://PARLEY.EXAMPLE']],
    ['(https://parley.example/a)', ['https://parley.example/a']],
    ['https://parley.example/wiki/A_(b)', ['https://parley.example/wiki/A_(b)']],
    ['Is it https://parley.example?!', ['https://parley.example']],
    ['https://a.example, http://b.example.', ['https://a.example', 'http://b.example']],
    ['“https://parley.example/é”', ['https://parley.example/é']],
    [
      '„https://parley.example/é“, »https://parley.example«',
      ['https://parley.example/é', 'https://parley.example'],
    ],
    ['看https://parley.example/a，很好。', ['https://parley.example/a']],
    ['（见https://parley.example/维基）', ['https://parley.example/维基']],
    ['هل رأيت https://parley.example/a؟', ['https://parley.example/a']],
    ['https://парли.example/é', ['https://парли.example/é']],
    ['https://evil.example/\u202Emoc.knab//:sptth', ['https://evil.example/']],
    ['https://bank.example@evil.example/ https://bank.example:443@evil.example', []],
    ['javascript:alert(1) data:text/html,x ftp://a.example', []],
    ['xhttps://parley.example', []],
    ['https://', []],
    ['http://[', []],
    ['no link at all', []],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected);
  });

  test('the pieces joined are the text, and every link is http or https', () => {
    const words = fc.constantFrom(
      'https://a.example/',
      'http://',
      '(',
      ')',
      '.',
      ' ',
      'x',
      'javascript:',
      '<',
      '\n',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        const pieces = piecesOf(text);
        expect(pieces.map((p) => p.text).join('')).toBe(text);
        for (const p of pieces) if (p.kind === 'link') expect(new URL(p.href).protocol).toMatch(/^https?:$/);
      }),
    );
  });

  test('a hostile text of brackets is read in no time', () => {
    const start = performance.now();
    piecesOf(`https://a.example/${')'.repeat(8000)}`);
    piecesOf('https://a.example/('.repeat(400));
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
