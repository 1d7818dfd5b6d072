import { expect, test } from 'vitest';
import type { CallOutcome } from '../i18n/facts.ts';
import { createCallLog, type CallLogKeeper, type LoggedCall } from './call-log.ts';

const call = (at: number, name = 'bob'): LoggedCall => {
  const causes = { self: undefined, other: undefined };
  const outcome: CallOutcome = {
    with: name,
    media: 'voice',
    direction: 'incoming',
    reason: 'no-answer',
    duration: 0,
    by: 'nobody',
    causes,
  };
  return { at, outcome };
};

function createKeeper(calls: LoggedCall[]) {
  let give: () => void = () => undefined;
  const kept = [...calls];
  const keeper: CallLogKeeper = {
    load: () => new Promise((resolve) => (give = () => resolve([...calls]))),
    add: (one) => kept.push(one),
    clear: () => (kept.length = 0),
  };
  return { keeper, kept, give: () => give() };
}

test('the newest stands first, and the log does not grow for ever', () => {
  const log = createCallLog();
  for (let at = 1; at <= 250; at += 1) log.add(call(at));
  expect(log.calls.value).toHaveLength(200);
  expect(log.calls.value[0]?.at).toBe(250);
  log.clear();
  expect(log.calls.value).toEqual([]);
});

test('with a keeper, those of before stand among the rest, and what comes is kept', async () => {
  const { keeper, kept, give } = createKeeper([call(10, 'ann'), call(30, 'eve')]);
  const log = createCallLog();
  log.add(call(20));
  const done = log.keepIn(keeper);
  log.add(call(40));
  give();
  await done;
  expect(log.calls.value.map(({ at }) => at)).toEqual([40, 30, 20, 10]);
  expect(kept.map(({ at }) => at)).toEqual([10, 30, 40]);
  log.clear();
  expect([log.calls.value, kept]).toEqual([[], []]);
});

test('what is cleared, or no longer kept, does not come back when it has been loaded', async () => {
  for (const what of ['cleared', 'not kept'] as const) {
    const { keeper, give } = createKeeper([call(10)]);
    const log = createCallLog();
    const done = log.keepIn(keeper);
    if (what === 'cleared') log.clear();
    else void log.keepIn(undefined);
    give();
    await done;
    expect([what, log.calls.value]).toEqual([what, []]);
  }
});
