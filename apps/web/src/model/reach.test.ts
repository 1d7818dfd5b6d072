import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { openLate, type Reach } from './reach.ts';

function setUp() {
  const did: string[] = [];
  const reach = { close: () => did.push('close') } as unknown as Reach;
  const into = signal<Reach | undefined>(undefined);
  let resolve: ((open: () => Reach) => void) | undefined;
  let reject: ((cause: Error) => void) | undefined;
  const code = new Promise<() => Reach>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  const late = openLate(into, () => code);
  const come = (): Promise<void> => {
    resolve?.(() => {
      did.push('open');
      return reach;
    });
    return late.settled;
  };
  return { did, reach, into, late, come, fail: () => reject?.(new TypeError('Failed to fetch')) };
}

test('it is opened once its code is here, and closed with the session', async () => {
  const { did, reach, into, late, come } = setUp();
  expect(into.value).toBeUndefined();
  await come();
  expect(into.value).toBe(reach);
  late.close();
  expect(did).toEqual(['open', 'close']);
});

test('who has signed out before its code came is not reached', async () => {
  const { did, late, come } = setUp();
  late.close();
  await come();
  expect(did).toEqual([]);
});

test('without its code the page goes on', async () => {
  const { into, late, fail } = setUp();
  fail();
  await late.settled;
  expect(into.value).toBeUndefined();
});
