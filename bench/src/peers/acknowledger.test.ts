import { describe, expect, it } from 'vitest';
import { createAcknowledger } from './acknowledger.ts';

function setUp() {
  let now = 0;
  const timers: { at: number; fn: () => void }[] = [];
  const acks: [seq: number, at: number][] = [];
  const failures: string[] = [];
  const acknowledger = createAcknowledger({
    now: () => now,
    after: (ms, fn) => timers.push({ at: now + ms, fn }),
    acknowledge: (seq) => acks.push([seq, now]),
    onFailure: (why) => failures.push(why),
  });
  const moveTo = (to: number): void => {
    for (;;) {
      const due = timers.toSorted((a, b) => a.at - b.at)[0];
      if (!due || due.at > to) break;
      timers.splice(timers.indexOf(due), 1);
      now = due.at;
      due.fn();
    }
    now = to;
  };
  return { acknowledger, acks, failures, moveTo };
}

describe('acknowledger', () => {
  it('[S3] acknowledges the first at once and the next 250 ms later', () => {
    const { acknowledger, acks, moveTo } = setUp();
    acknowledger.took(1);
    expect(acks).toEqual([[1, 0]]);
    acknowledger.took(2);
    moveTo(249);
    expect(acknowledger.owes()).toBe(true);
    moveTo(1000);
    expect(acks).toEqual([
      [1, 0],
      [2, 250],
    ]);
    expect(acknowledger.owes()).toBe(false);
  });

  it('[S3] acknowledges every 16 messages, and never later than 250 ms', () => {
    const { acknowledger, acks, moveTo } = setUp();
    for (let seq = 1; seq <= 18; seq++) {
      moveTo(seq * 10);
      acknowledger.took(seq);
    }
    moveTo(2000);
    expect(acks).toEqual([
      [1, 10],
      [17, 170],
      [18, 430],
    ]);
  });

  it('[S2] reports a gap', () => {
    const { acknowledger, failures } = setUp();
    acknowledger.took(1);
    acknowledger.took(3);
    expect(failures).toEqual(['seq 3 after 1']);
  });
});
