import { expect, test } from 'vitest';
import { findLostStyles } from './lost-styles.ts';

interface FakeLink {
  localName: string;
  rel: string;
  href: string;
  cloneNode(): FakeLink;
  replaceWith(other: FakeLink): void;
}

function setUp() {
  let lost: ((event: Event) => void) | undefined;
  const due: { ms: number; fn: () => void }[] = [];
  const replaced: FakeLink[] = [];
  findLostStyles({
    document: {
      addEventListener: (_: string, listener: unknown) => (lost = listener as (event: Event) => void),
    },
    timers: {
      after: (ms, fn) => {
        due.push({ ms, fn });
        return () => undefined;
      },
    },
  });
  const link = (href: string, rel = 'stylesheet', localName = 'link'): FakeLink => ({
    localName,
    rel,
    href,
    cloneNode: () => link(href, rel, localName),
    replaceWith: (other) => void replaced.push(other),
  });
  const fail = (target: unknown): void => lost?.({ target } as Event);
  return { link, fail, due, replaced };
}

test('a stylesheet that was lost is asked for again, ever more rarely, in its place', () => {
  const { link, fail, due, replaced } = setUp();
  let last = link('/assets/app.css');
  const waited: (number | undefined)[] = [];
  for (let i = 0; i < 9; i += 1) {
    fail(last);
    const next = due.pop();
    waited.push(next?.ms);
    next?.fn();
    const other = replaced.at(-1);
    if (!other || other === last) throw new Error('nothing took its place');
    last = other;
  }
  expect(waited).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
  expect(last.href).toBe('/assets/app.css');
});

test('nothing else that fails is touched', () => {
  const { link, fail, due } = setUp();
  for (const target of [link('/a.js', 'modulepreload'), link('/a.png', 'stylesheet', 'img'), undefined])
    fail(target);
  expect(due).toEqual([]);
});
