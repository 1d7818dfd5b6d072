// Calls from before a restart: who says what, in which order, and what comes of it.
import { TIMES } from '@parley/protocol';
import type { CallClaim, CallId, DeviceId, SessionId, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HERE } from './call.ts';
import {
  beginRebuild,
  endRebuild,
  isComplete,
  joinRebuild,
  missingFrom,
  rebuilt,
  withConnected,
  type Rebuild,
  type Speaker,
} from './rebuild.ts';

const ID = 'call-one________' as CallId;
const NOW = 1_000_000;
const speaker = (user: string, session = user): Speaker => ({
  user: user as UserId,
  session: session as SessionId,
  device: `device of ${user}` as DeviceId,
});
const [ALICE, BOB, CAROL] = [speaker('alice'), speaker('bob'), speaker('carol')];

function claim(state: CallClaim['state'], changes: Partial<CallClaim> = {}): CallClaim {
  const participants = [ALICE, BOB].map(({ user }) => ({ user, media: 'video' as const }));
  const base = { caller: ALICE.user, media: 'video' as const, participants, state };
  return { ...base, ...(state === 'active' ? { since: NOW - 60_000 } : {}), ...changes };
}

const must = (rebuild: Rebuild | undefined): Rebuild => {
  if (!rebuild) throw new Error('refused');
  return rebuild;
};
const both = (first: CallClaim, second: CallClaim): Rebuild =>
  must(joinRebuild(must(beginRebuild(ID, ALICE, first, NOW)), BOB, second));
const seatOf = ({ session, device }: Speaker) => ({ session, device, line: HERE });

test.each([
  ['active', 'active', 'active'],
  // The server died while it told them.
  ['active', 'connecting', 'active'],
  ['ringing', 'active', 'active'],
  ['connecting', 'connecting', 'connecting'],
  ['ringing', 'connecting', 'connecting'],
] as const)('[C16] the caller says %s and the callee %s: %s', (caller, callee, state) => {
  const [call, effects] = rebuilt(both(claim(caller), claim(callee)), seatOf, NOW);
  expect(call.state).toBe(state);
  expect(effects.map(({ sessions }) => sessions)).toEqual([['alice', 'bob']]);
  if (call.state === 'active') expect(call.since).toBe(NOW - 60_000);
});

test('[C16] one alone is not a call, and who is missing is known', () => {
  const rebuild = must(beginRebuild(ID, BOB, claim('active'), NOW));
  expect([isComplete(rebuild), missingFrom(rebuild), rebuild.until]).toEqual([
    false,
    'alice',
    NOW + TIMES.callLost,
  ]);
  const [ended] = endRebuild(rebuild, { reason: 'connection-lost', by: ALICE.user, at: NOW + 28_000 });
  expect(ended).toMatchObject({ duration: 88_000, reason: 'connection-lost', by: 'alice' });
  // The one who comes too late can still be told.
  expect(ended.members.map(({ user }) => user)).toEqual(['alice', 'bob']);
});

const others = [CAROL, BOB].map(({ user }) => ({ user, media: 'video' as const }));

test.each([
  ['of a call that one is not in', CAROL, claim('active')],
  ['with another caller', BOB, claim('active', { caller: BOB.user })],
  ['with another kind', BOB, claim('active', { media: 'voice' })],
  ['with other people', BOB, claim('active', { participants: others })],
])('[C16] a claim %s is refused', (_what, from, words) => {
  expect(joinRebuild(must(beginRebuild(ID, ALICE, claim('active'), NOW)), from, words)).toBeUndefined();
});

test('[C16] a first claim by an outsider, of a stranger’s call, or with somebody twice is refused', () => {
  expect(beginRebuild(ID, CAROL, claim('active'), NOW)).toBeUndefined();
  expect(beginRebuild(ID, ALICE, claim('active', { caller: CAROL.user }), NOW)).toBeUndefined();
  const twice = [ALICE, ALICE].map(({ user }) => ({ user, media: 'video' as const }));
  expect(beginRebuild(ID, ALICE, claim('active', { participants: twice }), NOW)).toBeUndefined();
});

test('[C16] a device that only rang does not speak over the one that answered', () => {
  const rebuild = must(beginRebuild(ID, BOB, claim('connecting'), NOW));
  expect(joinRebuild(rebuild, speaker('bob', 'bob 2'), claim('ringing'))).toBeUndefined();
  const rung = must(beginRebuild(ID, BOB, claim('ringing'), NOW));
  const taken = must(joinRebuild(rung, speaker('bob', 'bob 2'), claim('connecting')));
  expect(taken.claimants.map(({ session }) => session)).toEqual(['bob 2']);
});

test('[C16] what is connected meanwhile counts', () => {
  const rebuild = withConnected(must(beginRebuild(ID, BOB, claim('connecting'), NOW)), BOB.session);
  const [call] = rebuilt(must(joinRebuild(rebuild, ALICE, claim('ringing'))), seatOf, NOW);
  expect(call).toMatchObject({ state: 'connecting', until: NOW + TIMES.connect });
  expect(call.members).toMatchObject([
    { user: 'bob', progress: { name: 'connected' } },
    { user: 'alice', progress: { name: 'connecting' } },
  ]);
});

const callers = fc.constantFrom<CallClaim['state']>('ringing', 'connecting', 'active');
const callees = fc.constantFrom<CallClaim['state']>('connecting', 'active');

test('[C16] the order in which they speak does not matter', () => {
  fc.assert(
    fc.property(callers, callees, (caller, callee) => {
      const [one] = rebuilt(both(claim(caller), claim(callee)), seatOf, NOW);
      const other = must(joinRebuild(must(beginRebuild(ID, BOB, claim(callee), NOW)), ALICE, claim(caller)));
      const [two] = rebuilt(other, seatOf, NOW);
      const byUser = (members: typeof one.members) =>
        members.toSorted((a, b) => a.user.localeCompare(b.user));
      expect({ ...two, members: byUser(two.members) }).toEqual({ ...one, members: byUser(one.members) });
    }),
  );
});
