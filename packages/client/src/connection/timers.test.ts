import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { createTimers } from './timers.ts';

test('a timer runs once, at the page’s own time or at a tick, whichever comes first', () => {
  const time = createVirtualTime(0);
  const timers = createTimers(time);
  const ran: string[] = [];
  timers.after(100, () => ran.push('own'));
  time.advance(100);
  timers.tick();
  timers.after(100, () => ran.push('tick'));
  time.sleep(99);
  timers.tick();
  expect(ran).toEqual(['own']);
  time.sleep(1);
  timers.tick();
  timers.tick();
  expect(ran).toEqual(['own', 'tick']);
  expect([timers.pending, time.pending]).toEqual([0, 0]);
});

test('a tick runs what is due in the order of its time', () => {
  const time = createVirtualTime(0);
  const timers = createTimers(time);
  const ran: number[] = [];
  for (const ms of [300, 100, 200, 5_000]) timers.after(ms, () => ran.push(ms));
  time.sleep(1_000);
  timers.tick();
  expect(ran).toEqual([100, 200, 300]);
});

test('a cancelled timer never runs, cancelled by another one of the same tick either', () => {
  const time = createVirtualTime(0);
  const timers = createTimers(time);
  const ran: string[] = [];
  const cancel = timers.after(200, () => ran.push('cancelled'));
  timers.after(100, () => {
    ran.push('first');
    cancel();
    timers.after(100, () => ran.push('next'));
  });
  time.sleep(1_000);
  timers.tick();
  expect(ran).toEqual(['first']);
  time.advance(100);
  expect(ran).toEqual(['first', 'next']);
});
