import { describe, expect, test } from 'vitest';
import { createGate } from './gate.ts';
import { createLimiter } from './limiter.ts';

const clock = { now: () => 0, after: () => () => {} };

function limiterOf(burst: number) {
  return createLimiter({ rate: { burst, refillMs: 1_000, slowestMs: 1_000 }, capacity: 10 });
}

describe('the gate', () => {
  test('lets fifty right attempts at once through a burst of five, a few at a time', async () => {
    const door = { limiter: limiterOf(5), key: 'nat' };
    const gate = createGate({ clock, waiting: 100 });
    let inside = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const entered = await gate.enter([door]);
        if (!entered.ok) return entered.error.kind;
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        entered.value.giveBack();
        return 'passed';
      }),
    );
    expect(new Set(results)).toEqual(new Set(['passed']));
    expect(most).toBe(5);
  });

  test('lets exactly the burst of fifty wrong attempts at once through', async () => {
    const door = { limiter: limiterOf(5), key: 'nat' };
    const gate = createGate({ clock, waiting: 100 });
    const results = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const entered = await gate.enter([door]);
        if (!entered.ok) return entered.error;
        await new Promise((resolve) => setImmediate(resolve));
        entered.value.spend();
        return 'passed';
      }),
    );
    expect(results.filter((one) => one === 'passed')).toHaveLength(5);
    expect(results.at(-1)).toEqual({ kind: 'limited', retryAfterMs: 1_000 });
  });

  test('holds nothing at the first door where the second is shut', async () => {
    const [first, second] = [limiterOf(1), limiterOf(1)];
    const gate = createGate({ clock, waiting: 0 });
    const once = await gate.enter([{ limiter: second, key: 'b' }]);
    if (once.ok) once.value.spend();
    const both = [
      { limiter: first, key: 'a' },
      { limiter: second, key: 'b' },
    ];
    expect((await gate.enter(both)).ok).toBe(false);
    expect(first.hold('a', 0)).toEqual({ kind: 'go' });
  });

  test('turns away whoever would wait behind too many', async () => {
    const door = { limiter: limiterOf(1), key: 'a' };
    const gate = createGate({ clock, waiting: 1 });
    const first = await gate.enter([door]);
    const second = gate.enter([door]);
    expect(await gate.enter([door])).toEqual({ ok: false, error: { kind: 'crowded' } });
    if (first.ok) first.value.giveBack();
    expect((await second).ok).toBe(true);
  });
});
