import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createWakeLock } from './wake-lock.ts';

function setUp({ refused = false } = {}) {
  const wanted = signal(false);
  const visible = signal(true);
  let held = 0;
  let requests = 0;
  const request = (): Promise<WakeLockSentinel> => {
    requests += 1;
    if (refused) return Promise.reject(new DOMException('the battery is low', 'NotAllowedError'));
    held += 1;
    const release = (): Promise<void> => {
      held -= 1;
      return Promise.resolve();
    };
    return Promise.resolve({ release } as WakeLockSentinel);
  };
  const lock = createWakeLock({ api: { request } as WakeLock, wanted, visible });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { wanted, visible, lock, settle, held: () => held, requests: () => requests };
}

test('the screen stays on while it is wanted, and no longer', async () => {
  const { wanted, settle, held, requests } = setUp();
  await settle();
  expect(requests()).toBe(0);
  wanted.value = true;
  await settle();
  expect(held()).toBe(1);
  wanted.value = false;
  await settle();
  expect(held()).toBe(0);
});

test('a page that is seen again asks again', async () => {
  const { wanted, visible, settle, held, requests } = setUp();
  wanted.value = true;
  visible.value = false;
  await settle();
  expect(held()).toBe(0);
  visible.value = true;
  await settle();
  expect(held()).toBe(1);
  expect(requests()).toBe(2);
});

test('a lock that comes after the end is let go of', async () => {
  const { wanted, lock, settle, held } = setUp();
  wanted.value = true;
  lock.close();
  await settle();
  expect(held()).toBe(0);
});

test('a browser that refuses is asked no more until the next time', async () => {
  const { wanted, visible, settle, requests } = setUp({ refused: true });
  wanted.value = true;
  await settle();
  expect(requests()).toBe(1);
  visible.value = false;
  visible.value = true;
  await settle();
  expect(requests()).toBe(2);
});
