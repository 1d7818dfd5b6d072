import { describe, expect, test } from 'vitest';
import { coturnDueAt, stepCoturn, STOPPED, type CoturnEvent, type CoturnState } from './coturn-machine.ts';

type Told = CoturnEvent extends infer E ? (E extends { now: number } ? Omit<E, 'now'> : never) : never;
const exited = { name: 'down', trouble: { name: 'exited', how: 'SIGKILL' } } as const;
const missing = { name: 'down', trouble: { name: 'missing' } } as const;
const up = { name: 'up', adopted: false } as const;

function run(...events: [now: number, event: Told][]): { state: CoturnState; did: string[][] } {
  let state = STOPPED;
  const did = events.map(([now, event]) => {
    const [next, effects] = stepCoturn(state, { ...event, now } as CoturnEvent);
    state = next;
    return effects.map((effect) =>
      effect.do === 'report' ? `report ${effect.again ? 'again' : 'first'}` : effect.do,
    );
  });
  return { state, did };
}

describe('keeping coturn running', () => {
  test('it is started, and said to run once it answers', () => {
    const { state, did } = run([0, { name: 'begin' }], [700, up]);
    expect(did).toEqual([['start'], ['report first']]);
    expect(state).toEqual({ name: 'running', failures: 0, since: 700, adopted: false });
  });

  test('one that dies is started again after a second', () => {
    const { state, did } = run([0, { name: 'begin' }], [700, up], [5_000, exited]);
    expect(did[2]).toEqual(['end', 'report first']);
    expect(coturnDueAt(state)).toBe(6_000);
    const [early] = stepCoturn(state, { name: 'time', now: 5_999 });
    expect(early).toBe(state);
    expect(stepCoturn(state, { name: 'time', now: 6_000 })[1]).toEqual([{ do: 'start' }]);
  });

  test('the pause doubles up to a minute while nothing helps, and the trouble is said once', () => {
    let [state] = stepCoturn(STOPPED, { name: 'begin', now: 0 });
    const pauses: number[] = [];
    const said: boolean[] = [];
    for (let now = 0; pauses.length < 9; now = coturnDueAt(state)) {
      [state] = stepCoturn(state, { name: 'time', now });
      const [next, effects] = stepCoturn(state, { ...missing, now });
      state = next;
      pauses.push(coturnDueAt(state) - now);
      for (const effect of effects) if (effect.do === 'report') said.push(!effect.again);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(said).toEqual([true, ...Array.from({ length: 8 }, () => false)]);
  });

  test('one that dies at once each time is not started ever faster; one that was well for a minute begins anew', () => {
    const quick = run(
      [0, { name: 'begin' }],
      [1, up],
      [2, exited],
      [1_002, { name: 'time' }],
      [1_003, up],
      [1_004, exited],
    );
    expect(coturnDueAt(quick.state)).toBe(1_004 + 2_000);
    const well = run(
      [0, { name: 'begin' }],
      [1, exited],
      [1_001, { name: 'time' }],
      [1_002, up],
      [61_002, exited],
    );
    expect(coturnDueAt(well.state)).toBe(61_002 + 1_000);
  });

  test('another configuration takes the place of the one that runs, or of the pause', () => {
    const running = run([0, { name: 'begin' }], [1, up], [2, { name: 'changed' }]);
    expect(running.did[2]).toEqual(['end', 'start']);
    const waiting = run([0, { name: 'begin' }], [1, missing], [2, { name: 'changed' }]);
    expect(waiting.state).toEqual({ name: 'starting', failures: 0 });
    expect(run([0, { name: 'changed' }]).state).toBe(STOPPED);
  });

  test('stopped, it stays so, whatever is still heard', () => {
    const { state, did } = run(
      [0, { name: 'begin' }],
      [1, up],
      [2, { name: 'stop' }],
      [3, exited],
      [4, up],
      [5, { name: 'time' }],
    );
    expect(state).toBe(STOPPED);
    expect(did.slice(2)).toEqual([['end', 'report first'], [], [], []]);
  });
});
