import {
  mintCallId,
  mintDeviceId,
  type CallId,
  type CallView,
  type Participant,
  type UserId,
} from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { answerable, dial, stepCall, type CallEvent, type CallMachine } from './call-machine.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;
const ID = mintCallId();

type Stage = 'invited' | 'ringing' | 'connecting' | 'active' | 'ended';

function view(
  stage: Stage,
  options: { id?: CallId; caller?: UserId; reason?: 'declined' | 'hung-up' } = {},
): CallView {
  const { id = ID, caller = ALICE, reason = 'declined' } = options;
  const callee = caller === ALICE ? BOB : ALICE;
  const joined = stage === 'connecting' || stage === 'active';
  const base = {
    call: id,
    caller,
    media: 'video' as const,
    participants: [
      { user: caller, state: 'joined' as const, media: 'video' as const, device: mintDeviceId() },
      {
        user: callee,
        state: joined
          ? ('joined' as const)
          : stage === 'ringing'
            ? ('ringing' as const)
            : ('invited' as const),
        media: 'video' as const,
      },
    ],
  };
  switch (stage) {
    case 'invited':
    case 'ringing':
      return { ...base, state: 'ringing' };
    case 'connecting':
      return { ...base, state: 'connecting' };
    case 'active':
      return { ...base, state: 'active', since: 100 };
    case 'ended':
      return { ...base, state: 'ended', reason, duration: 42, by: callee };
  }
}

const seen = (stage: Stage, options = {}): CallEvent => ({ type: 'view', view: view(stage, options) });

function run(start: CallMachine, me: UserId, events: CallEvent[]) {
  let state = start;
  const sent: string[] = [];
  for (const event of events) {
    const [next, effects] = stepCall(state, event, me);
    state = next;
    sent.push(...effects.map((effect) => effect.t));
  }
  return { state, sent };
}

const dialled = (): CallMachine => dial({ id: ID, to: BOB, media: 'video' })[0];
const rung = (): CallMachine => answerable(view('invited'), BOB)[0];

test('[C1] dialling invites; [C3] the progress shown is what the other’s device says', () => {
  expect(dial({ id: ID, to: BOB, media: 'video' })[1]).toEqual([
    { t: 'call.invite', call: ID, to: BOB, media: 'video' },
  ]);
  expect(run(dialled(), ALICE, [seen('invited')]).state).toMatchObject({ name: 'dialling', ringing: false });
  expect(run(dialled(), ALICE, [seen('invited'), seen('ringing')]).state).toMatchObject({ ringing: true });
});

test('[C3] a device that rings says so', () => {
  expect(answerable(view('invited'), BOB)[1]).toEqual([{ t: 'call.ringing', call: ID }]);
});

test('[C4] accepting does not wait for the server, and an older view does not undo it', () => {
  const { state, sent } = run(rung(), BOB, [{ type: 'accept', media: 'voice' }, seen('ringing')]);
  expect(state).toMatchObject({ name: 'connecting', own: 'voice' });
  expect(sent).toEqual(['call.accept']);
});

test('[C6] connected is said once, and only when the server knows of the accept', () => {
  const accept: CallEvent = { type: 'accept', media: 'video' };
  const up: CallEvent = { type: 'media-connected' };
  expect(run(rung(), BOB, [accept, up]).sent).toEqual(['call.accept']);
  expect(run(rung(), BOB, [accept, up, seen('connecting'), seen('connecting')]).sent).toEqual([
    'call.accept',
    'call.connected',
  ]);
  expect(run(rung(), BOB, [accept, seen('connecting'), up, up]).sent).toEqual([
    'call.accept',
    'call.connected',
  ]);
});

test('[C19] why media does not connect is said once the server knows of the accept, and not where it has connected', () => {
  const accept: CallEvent = { type: 'accept', media: 'video' };
  const stuck: CallEvent = { type: 'media-stuck', cause: 'no-relay' };
  expect(run(rung(), BOB, [accept, stuck]).sent).toEqual(['call.accept']);
  expect(run(rung(), BOB, [accept, seen('connecting'), stuck]).sent).toEqual(['call.accept', 'call.stuck']);
  const up: CallEvent = { type: 'media-connected' };
  expect(run(rung(), BOB, [accept, seen('connecting'), up, stuck]).sent).toEqual([
    'call.accept',
    'call.connected',
  ]);
  expect(run(dialled(), ALICE, [seen('active'), stuck]).sent).toEqual([]);
});

test.each([
  ['dialling', dialled(), ALICE, [], 'cancelled', 'call.hangup'],
  ['ringing', rung(), BOB, [], 'declined', 'call.decline'],
  ['active', dialled(), ALICE, [seen('connecting'), seen('active')], 'hung-up', 'call.hangup'],
] as const)('hanging up while %s', (_name, start, me, before, reason, message) => {
  const { state, sent } = run(start, me, [...before, { type: 'hang-up', now: 5100 }]);
  expect(state).toMatchObject({ name: 'ended', reason, by: me });
  expect(sent).toEqual([message]);
});

test('[C7] a hang-up that the server may not have heard is said again until it confirms', () => {
  const gone = run(dialled(), ALICE, [seen('active'), { type: 'hang-up', now: 5100 }]).state;
  const again = stepCall(gone, { type: 'welcomed', recovered: false, now: 1000 }, ALICE);
  expect(again[1].map((message) => message.t)).toEqual(['call.rejoin', 'call.hangup']);
  const confirmed = stepCall(gone, seen('ended', { reason: 'hung-up' }), ALICE)[0];
  expect(confirmed).toMatchObject({ owed: { confirmed: true }, duration: 42 });
  expect(stepCall(confirmed, { type: 'welcomed', recovered: true, now: 6_000 }, ALICE)[1]).toEqual([]);
  // A server that was restarted may have died before it told the other.
  const anew = stepCall(confirmed, { type: 'welcomed', recovered: false, now: 6_000 }, ALICE)[1];
  expect(anew).toMatchObject([{ t: 'call.rejoin' }, { t: 'call.hangup', ago: 900 }]);
  expect(stepCall(confirmed, { type: 'welcomed', recovered: false, now: 60_000 }, ALICE)[1]).toEqual([]);
});

test('[C5] in glare the call goes on under the other’s id, with what this person chose', () => {
  const other = mintCallId();
  const { state } = run(dialled(), ALICE, [seen('connecting', { id: other, caller: BOB })]);
  expect(state).toMatchObject({ name: 'connecting', id: other, own: 'video' });
});

test('[C13] a new session rejoins the call, a resumed one says nothing twice', () => {
  const active = run(dialled(), ALICE, [seen('connecting'), seen('active')]).state;
  expect(stepCall(active, { type: 'welcomed', recovered: true, now: 1000 }, ALICE)[1]).toEqual([]);
  const participants = [ALICE, BOB].map((user) => ({ user, media: 'video' as const }));
  const claim = { caller: ALICE, media: 'video' as const, participants };
  expect(stepCall(active, { type: 'welcomed', recovered: false, now: 1000 }, ALICE)[1]).toEqual([
    { t: 'call.rejoin', call: ID, claim: { ...claim, state: 'active', since: 100 } },
  ]);
  const accepted = run(rung(), BOB, [seen('ringing'), { type: 'accept', media: 'voice' }]).state;
  const [rejoin, accept] = stepCall(accepted, { type: 'welcomed', recovered: false, now: 1000 }, BOB)[1];
  const voice = [participants[0], { user: BOB, media: 'voice' }];
  expect(rejoin).toMatchObject({ claim: { state: 'connecting', participants: voice } });
  expect(accept).toMatchObject({ t: 'call.accept', media: 'voice' });
});

test('[C16] a hang-up that is told late says how late', () => {
  const gone = run(dialled(), ALICE, [seen('active'), { type: 'hang-up', now: 5_100 }]).state;
  const owed = stepCall(gone, { type: 'welcomed', recovered: true, now: 12_600 }, ALICE)[1];
  expect(owed).toEqual([{ t: 'call.hangup', call: ID, ago: 7_500 }]);
});

/** A call of the server's making, from alice to bob, as far as each has come. */
function summons(alice: Participant['state'], bob: Participant['state']): CallView {
  const participants = [
    { user: ALICE, state: alice, media: 'video' as const },
    { user: BOB, state: bob, media: 'video' as const },
  ];
  const both = alice === 'joined' && bob === 'joined';
  return { call: ID, caller: ALICE, media: 'video', participants, state: both ? 'connecting' : 'ringing' };
}
const saw = (alice: Participant['state'], bob: Participant['state']): CallEvent => ({
  type: 'view',
  view: summons(alice, bob),
});
const accept: CallEvent = { type: 'accept', media: 'voice' };

test('[C20] who accepts first waits as a caller does, until the other accepts; who accepts second connects', () => {
  const [rung, said] = answerable(summons('invited', 'invited'), ALICE);
  expect(rung).toMatchObject({ name: 'ringing', direction: 'incoming', with: BOB });
  expect(said).toEqual([{ t: 'call.ringing', call: ID }]);
  const first = run(rung, ALICE, [saw('ringing', 'ringing'), accept]);
  const waits = { name: 'dialling', ringing: true, direction: 'outgoing', own: 'voice' };
  expect(first).toMatchObject({ state: waits, sent: ['call.accept'] });
  expect(run(first.state, ALICE, [saw('joined', 'invited')]).state).toMatchObject({ ringing: false });
  expect(run(first.state, ALICE, [saw('joined', 'joined')]).state).toMatchObject({ name: 'connecting' });
  const second = run(rung, ALICE, [saw('ringing', 'joined'), accept]).state;
  expect(second).toMatchObject({ name: 'connecting', direction: 'incoming' });
});

test.each([
  ['rung', [], ['call.decline', 'declined']],
  ['waiting', [accept], ['call.hangup', 'cancelled']],
] as const)('[C20] hanging up when %s', (_name, events, [message, reason]) => {
  const { state, sent } = run(answerable(summons('ringing', 'ringing'), ALICE)[0], ALICE, [
    ...events,
    { type: 'hang-up', now: 0 },
  ]);
  expect([sent.at(-1), state]).toMatchObject([message, { name: 'ended', reason, by: ALICE }]);
});

test.each([
  // As the caller: a click alone makes it a call of theirs.
  [ALICE, saw('ringing', 'ringing'), [], 'rung', []],
  [ALICE, saw('ringing', 'ringing'), [accept], 'ringing', ['call.accept']],
  [ALICE, saw('joined', 'ringing'), [], 'ringing', []],
  [BOB, saw('ringing', 'ringing'), [], 'ringing', []],
  [BOB, saw('ringing', 'ringing'), [accept], 'connecting', ['call.accept']],
] as const)(
  '[C16] [C20] %s claims what a server that has been restarted is to know: case %#',
  (me, view, events, claim, also) => {
    const before = view.type === 'view' && view.view.participants[0]?.state === 'joined' ? [accept] : [];
    const rung = answerable(summons('ringing', 'ringing'), me)[0];
    const { state } = run(rung, me, [...before, view, ...events]);
    const said = stepCall(state, { type: 'welcomed', recovered: false, now: 0 }, me)[1];
    expect(said[0]).toMatchObject({ t: 'call.rejoin', claim: { state: claim } });
    const rest = said.slice(1).map(({ t }) => t);
    expect(rest.filter((t) => t !== 'call.ringing')).toEqual(also);
  },
);

const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.constantFrom<Stage>('invited', 'ringing', 'connecting', 'active', 'ended').map((stage) => seen(stage)),
  fc.constantFrom(saw('ringing', 'ringing'), saw('joined', 'ringing'), saw('ringing', 'joined')),
  fc.constantFrom<CallEvent>(
    { type: 'accept', media: 'video' },
    { type: 'hang-up', now: 1000 },
    { type: 'media-connected' },
    { type: 'welcomed', recovered: true, now: 1000 },
    { type: 'welcomed', recovered: false, now: 1000 },
    { type: 'refused', code: 'no-such-call', now: 1000 },
    { type: 'gave-up', now: 1000 },
  ),
);

test('[I12] under any order of events: ended stays ended, devices are wanted only in between, the end is reachable', () => {
  fc.assert(
    fc.property(fc.constantFrom(ALICE, BOB), fc.array(anyEvent, { maxLength: 30 }), (me, events) => {
      let state = me === ALICE ? dialled() : rung();
      for (const event of events) {
        const before = state;
        [state] = stepCall(state, event, me);
        if (before.name === 'ended') expect(state.name).toBe('ended');
        if (event.type === 'hang-up' || event.type === 'gave-up') expect(state.name).toBe('ended');
        if (event.type === 'view' && event.view.state === 'ended') expect(state.name).toBe('ended');
        // Nobody's camera is wanted for a call that they have not dialled, answered or been joined to.
        if (state.name === 'ringing') expect(state.own).toBeUndefined();
      }
      [state] = stepCall(state, seen('ended'), me);
      expect(state).toMatchObject({ name: 'ended', reason: 'declined' });
      // The server knows: nothing is said again to it.
      expect(stepCall(state, { type: 'welcomed', recovered: true, now: 2_000 }, me)[1]).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
