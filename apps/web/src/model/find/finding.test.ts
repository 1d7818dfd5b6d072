import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { TextId } from '@parley/client';
import { createFinding } from './finding.ts';
import type { Searched } from './matches.ts';

const said = (...words: string[]): Searched[] =>
  words.map((word) => ({ id: `text of ${word}` as TextId, words: word }));

function setUp(here: Searched[], pages: Searched[][] = []) {
  const searched = signal<readonly Searched[]>(here);
  const reach = signal(pages.length > 0 ? 'more' : 'all');
  const left = [...pages];
  const finding = createFinding({ searched, reach, older: () => (reach.value = 'loading') });
  /** The page that was asked for comes. */
  const come = (): void => {
    searched.value = [...(left.pop() ?? []), ...searched.value];
    reach.value = left.length > 0 ? 'more' : 'all';
  };
  const looked = (): string | undefined =>
    finding.matches.value[finding.current.value]?.id.slice('text of '.length);
  return { finding, searched, reach, come, looked };
}

test('the newest is looked at first, then one after the other, to both ends', () => {
  const { finding, looked } = setUp(said('tea 1', 'coffee', 'tea 2', 'tea 3'));
  expect([finding.current.value, looked()]).toEqual([-1, undefined]);
  finding.query.value = 'tea';
  expect([finding.matches.value.length, looked()]).toEqual([3, 'tea 3']);
  finding.later();
  expect(looked()).toBe('tea 3');
  finding.earlier();
  finding.earlier();
  finding.earlier();
  expect(looked()).toBe('tea 1');
  finding.later();
  expect(looked()).toBe('tea 2');
  finding.query.value = 'coffee';
  expect(looked()).toBe('coffee');
  finding.query.value = 'cocoa';
  expect([finding.current.value, looked(), finding.further.value]).toEqual([-1, undefined, 'no']);
});

test('what comes meanwhile does not move what is looked at', () => {
  const { finding, searched, looked } = setUp(said('tea 1', 'tea 2'));
  finding.query.value = 'tea';
  finding.earlier();
  searched.value = [...said('tea 0'), ...searched.value, ...said('tea 3')];
  expect([looked(), finding.current.value]).toEqual(['tea 1', 1]);
});

test('before the first one it fetches on until there is one, or nothing more', () => {
  const { finding, come, looked } = setUp(said('tea 3'), [
    said('tea 1'),
    said('coffee'),
    said('tea 2', 'cocoa'),
  ]);
  finding.query.value = 'tea';
  expect(finding.further.value).toBe('can');
  finding.earlier();
  expect([finding.further.value, looked()]).toEqual(['doing', 'tea 3']);
  come();
  expect([finding.further.value, looked()]).toEqual(['can', 'tea 2']);
  finding.earlier();
  come();
  expect([finding.further.value, looked()]).toEqual(['doing', 'tea 2']);
  come();
  expect([finding.further.value, looked()]).toEqual(['no', 'tea 1']);
  finding.earlier();
  expect(looked()).toBe('tea 1');
});

test('where nothing is found at first, it looks further back', () => {
  const { finding, come, looked } = setUp(said('coffee'), [said('tea 1', 'tea 2')]);
  finding.query.value = 'tea';
  expect([finding.further.value, looked()]).toEqual(['can', undefined]);
  finding.earlier();
  come();
  expect([finding.further.value, looked()]).toEqual(['no', 'tea 2']);
});

test('a page that does not come ends the search for now', () => {
  const { finding, reach } = setUp(said('tea'), [said('tea 0')]);
  finding.query.value = 'tea';
  finding.earlier();
  reach.value = 'failed';
  expect(finding.further.value).toBe('no');
});
