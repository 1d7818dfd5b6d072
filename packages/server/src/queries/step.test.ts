import type { SessionId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  NEW_QUERY,
  stepQuery,
  type Outcome,
  type QueryEffect,
  type QueryEvent,
  type QueryState,
} from './step.ts';

const [a, b] = ['session-a', 'session-b'] as SessionId[] as [SessionId, SessionId];
const answer: Outcome = { name: 'answered', payload: { data: '1' } };
const ready = (session: SessionId): QueryEvent => ({ name: 'ready', session });
const answered = (by: SessionId): QueryEvent => ({ name: 'answered', by, outcome: answer });
const refused = (by: SessionId, sessions = [a, b]): QueryEvent => ({ name: 'refused', by, sessions });
const failed = (code: string) => ({ name: 'failed', code });

function run(events: readonly QueryEvent[]): { state: QueryState; last: readonly QueryEffect[] } {
  let state = NEW_QUERY;
  let last: readonly QueryEffect[] = [];
  for (const event of events) [state, last] = stepQuery(state, event);
  return { state, last };
}

test.each<[string, QueryEvent[], QueryEffect[]]>([
  [
    '[Q3] the first answer wins, and the others are stopped',
    [ready(a), ready(b), answered(b)],
    [{ do: 'end', outcome: answer, stop: [a] }],
  ],
  ['[Q3] who was not asked has nothing to say', [ready(a), answered(b)], []],
  ['[Q3] who has no handler does not answer', [ready(a), ready(b), refused(a), answered(a)], []],
  ['[Q4] no handler on one of two is no outcome', [ready(a), ready(b), refused(a)], []],
  [
    '[Q4] no handler anywhere',
    [ready(a), ready(b), refused(a), refused(b)],
    [{ do: 'end', outcome: failed('no-handler') as Outcome, stop: [] }],
  ],
  [
    '[Q4] the one that might have answered is gone',
    [ready(a), ready(b), refused(a), { name: 'present', sessions: [a] }],
    [{ do: 'end', outcome: failed('no-handler') as Outcome, stop: [b] }],
  ],
  [
    '[Q4] a session that is yet to be asked keeps it open',
    [ready(a), { name: 'present', sessions: [b] }, refused(a, [b])],
    [],
  ],
  [
    '[Q4] nobody is left',
    [ready(a), { name: 'present', sessions: [] }],
    [{ do: 'end', outcome: failed('not-online') as Outcome, stop: [a] }],
  ],
  ['[Q5] a session that can hear again is asked again', [ready(a), ready(a)], [{ do: 'ask', session: a }]],
  ['[Q5] one that has no handler is not', [ready(a), ready(b), refused(a), ready(a)], []],
  [
    '[Q6] time is up',
    [ready(a), { name: 'expired' }],
    [{ do: 'end', outcome: failed('timeout') as Outcome, stop: [a] }],
  ],
  [
    '[Q6] time is up, and nobody came',
    [{ name: 'expired' }],
    [{ do: 'end', outcome: failed('not-online') as Outcome, stop: [] }],
  ],
  [
    '[Q6] withdrawn: nobody is told, the work stops',
    [ready(a), ready(b), refused(b), { name: 'withdrawn' }],
    [{ do: 'end', outcome: undefined, stop: [a] }],
  ],
])('%s', (_title, events, effects) => {
  expect(run(events).last).toEqual(effects);
});

test('[Q2] whatever the order of events: one end at most, nothing after it, and nobody answers who was not asked', () => {
  const session = fc.constantFrom(...(['a', 'b', 'c'] as SessionId[]));
  const sessions = fc.uniqueArray(session);
  const event: fc.Arbitrary<QueryEvent> = fc.oneof(
    fc.record({ name: fc.constant('ready' as const), session }),
    fc.record({ name: fc.constant('present' as const), sessions }),
    fc.record({ name: fc.constant('answered' as const), by: session, outcome: fc.constant(answer) }),
    fc.record({ name: fc.constant('refused' as const), by: session, sessions }),
    fc.constantFrom<QueryEvent>({ name: 'expired' }, { name: 'withdrawn' }),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 12 }), (events) => {
      let state = NEW_QUERY;
      let ends = 0;
      const asked = new Set<SessionId>();
      for (const one of events) {
        const wasEnded = state.name === 'ended';
        const [next, effects] = stepQuery(state, one);
        if (wasEnded) expect(effects).toEqual([]);
        for (const effect of effects) {
          if (effect.do === 'ask') asked.add(effect.session);
          else ends += 1;
          if (effect.do === 'end' && one.name === 'answered') expect(asked).toContain(one.by);
          if (effect.do === 'end') for (const stopped of effect.stop) expect(asked).toContain(stopped);
        }
        state = next;
      }
      expect(ends).toBe(state.name === 'ended' ? 1 : 0);
    }),
    { numRuns: 1_000 },
  );
});
