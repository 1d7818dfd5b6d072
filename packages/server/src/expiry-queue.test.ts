import { expect, test } from 'vitest';
import { ExpiryQueue } from './expiry-queue.ts';
import { createVirtualClock } from './testing/virtual-clock.ts';

function setUp() {
  const clock = createVirtualClock(0);
  const due: [string, number][] = [];
  const queue = new ExpiryQueue<string>({ clock, ms: 100, onDue: (item) => due.push([item, clock.now()]) });
  return { clock, due, queue };
}

test('[D8] each item is due exactly its time after it was added, with one timer for all', () => {
  const { clock, due, queue } = setUp();
  queue.add('a');
  clock.advance(30);
  queue.add('b');
  queue.add('c');
  expect(clock.pending).toBe(1);
  clock.advance(1_000);
  expect(due).toEqual([
    ['a', 100],
    ['b', 130],
    ['c', 130],
  ]);
  expect(clock.pending).toBe(0);
});

test('[D8] a deleted item is never due, and adding again starts its time anew', () => {
  const { clock, due, queue } = setUp();
  queue.add('gone');
  queue.add('again');
  clock.advance(50);
  expect(queue.delete('gone')).toBe(true);
  queue.add('again');
  expect(queue.size).toBe(1);
  clock.advance(1_000);
  expect(due).toEqual([['again', 150]]);
});

test('[D8] an item added by the one that is due waits its own time', () => {
  const clock = createVirtualClock(0);
  const due: number[] = [];
  const queue: ExpiryQueue<number> = new ExpiryQueue({
    clock,
    ms: 100,
    onDue(item) {
      due.push(clock.now());
      if (item < 3) queue.add(item + 1);
    },
  });
  queue.add(1);
  clock.advance(1_000);
  expect(due).toEqual([100, 200, 300]);
  expect(clock.pending).toBe(0);
});

test('[I12] close forgets everything, timer included', () => {
  const { clock, due, queue } = setUp();
  queue.add('a');
  queue.close();
  clock.advance(1_000);
  expect([due, clock.pending, queue.size]).toEqual([[], 0, 0]);
});
