import { CLOSE } from '@parley/protocol';
import { expect, test } from 'vitest';
import { GRACE_MS, stepLife, type Life, type LifeEvent } from './life.ts';

type State = Life<string>;
const active: State = { name: 'active', line: 'one' };
const detached: State = { name: 'detached', until: 1_000 + GRACE_MS, heardAt: 900 };
const closed: State = { name: 'closed', cause: 'left' };

const lost: LifeEvent<string> = { name: 'line-closed', line: 'one', meant: false, now: 1_000, heardAt: 900 };

test('[S4] a line that breaks leaves the session detached for 10 s from then', () => {
  expect(GRACE_MS).toBe(10_000);
  expect(stepLife(active, lost)).toEqual([detached, [{ do: 'wait' }]]);
  expect(stepLife(detached, { name: 'time', now: 10_999 })).toEqual([detached, []]);
  const gone = { name: 'closed', cause: 'lost' };
  expect(stepLife(detached, { name: 'time', now: 11_000 })).toEqual([gone, [{ do: 'end', cause: 'lost' }]]);
});

test('[S4] a close that the client meant ends the session at once', () => {
  const [life, effects] = stepLife(active, { ...lost, meant: true });
  expect(life).toEqual({ name: 'closed', cause: 'left' });
  expect(effects.map((effect) => effect.do)).toEqual(['end', 'close-line']);
});

test('[S8] resuming closes the old line with 4004; the old line’s end then means nothing', () => {
  const [resumed, effects] = stepLife(active, { name: 'resumed', line: 'two' });
  expect(effects).toEqual([{ do: 'close-line', line: 'one', code: CLOSE.resumedElsewhere }]);
  expect(stepLife(resumed, lost)).toEqual([resumed, []]);
});

test('[S4] resuming a detached session stops the waiting', () => {
  const resumed = { name: 'active', line: 'two' };
  expect(stepLife(detached, { name: 'resumed', line: 'two' })).toEqual([resumed, [{ do: 'stop-waiting' }]]);
});

test.each([
  ['[S11] leaving', 'left', CLOSE.normal],
  ['[S6] being displaced', 'displaced', CLOSE.displaced],
  ['[H1] signing out', 'signed-out', CLOSE.signedOut],
  ['[E1] misbehaving', 'misbehaved', CLOSE.misbehaved],
  ['[S5] being superseded', 'superseded', CLOSE.resumedElsewhere],
] as const)('%s ends the session, first for the others and then for its own line', (_, cause, code) => {
  const effects = [
    { do: 'end', cause },
    { do: 'close-line', line: 'one', code },
  ];
  expect(stepLife(active, { name: 'ended', cause })).toEqual([{ name: 'closed', cause }, effects]);
  const ofDetached = [{ do: 'stop-waiting' }, { do: 'end', cause }];
  expect(stepLife(detached, { name: 'ended', cause })).toEqual([{ name: 'closed', cause }, ofDetached]);
});

test('[S4] nothing happens to a session that is over', () => {
  const events: LifeEvent<string>[] = [
    lost,
    { name: 'resumed', line: 'two' },
    { name: 'time', now: 1e9 },
    { name: 'ended', cause: 'displaced' },
  ];
  for (const event of events) expect(stepLife(closed, event)).toEqual([closed, []]);
});
