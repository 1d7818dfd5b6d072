import { expect, test } from 'vitest';
import { preferred, type Certificate } from './certificates.ts';

function fake(first: string | undefined) {
  const source = {
    starts: 0,
    closed: false,
    give: ((): void => {}) as (name: string) => void,
    start(changed: (certificate: Certificate) => void) {
      source.starts += 1;
      source.give = (name) => changed({ cert: name, key: '' });
      return Promise.resolve(first === undefined ? undefined : { cert: first, key: '' });
    },
    close() {
      source.closed = true;
    },
  };
  return source;
}

test('the first that has one is served, and those after it are not begun', async () => {
  const [one, two] = [fake('one'), fake('two')];
  const heard: string[] = [];
  const source = preferred([one, two]);
  expect(await source.start(({ cert }) => heard.push(cert))).toEqual({ cert: 'one', key: '' });
  one.give('one again');
  expect([heard, two.starts]).toEqual([['one again'], 0]);
  source.close();
  expect(one.closed).toBe(true);
});

test('one that gets a certificate later takes the place of those after it, for good', async () => {
  const [one, two] = [fake(undefined), fake('two')];
  const heard: string[] = [];
  expect(await preferred([one, two]).start(({ cert }) => heard.push(cert))).toMatchObject({ cert: 'two' });
  two.give('two again');
  one.give('one');
  expect([one.closed, two.closed]).toEqual([false, true]);
  two.give('two, late');
  expect(heard).toEqual(['two again', 'one']);
});
