import { LIMITS, mintTextId, type TextId, type UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { nextToSend, stepOutgoing, type Outgoing, type OutgoingEvent } from './outgoing.ts';

const BOB = 'bob' as UserId;
const wrote = (id: TextId): OutgoingEvent => ({
  type: 'wrote',
  message: { t: 'chat.send', id, to: BOB, text: 'hello' },
});
const run = (events: OutgoingEvent[]): Outgoing => events.reduce(stepOutgoing, [] as Outgoing);
const stages = (state: Outgoing): string[] => state.map((text) => text.stage);

test('[T6] what was not accepted is sent again after any welcome, in the order of writing', () => {
  const [a, b, c] = [mintTextId(), mintTextId(), mintTextId()];
  const before = run([
    wrote(a),
    wrote(b),
    wrote(c),
    { type: 'handed-over', id: a },
    { type: 'handed-over', id: b },
    { type: 'accepted', id: a },
  ]);
  const recovered = stepOutgoing(before, { type: 'welcomed', recovered: true });
  expect(stages(recovered)).toEqual(['accepted', 'queued', 'queued']);
  expect(nextToSend(recovered)?.id).toBe(b);
});

test('[T6] what was accepted but not delivered is sent again where the session was not recovered', () => {
  const a = mintTextId();
  const before = run([wrote(a), { type: 'handed-over', id: a }, { type: 'accepted', id: a }]);
  expect(stages(stepOutgoing(before, { type: 'welcomed', recovered: false }))).toEqual(['queued']);
});

const event = (type: 'handed-over' | 'accepted' | 'delivered', id: TextId): OutgoingEvent => ({ type, id });

test('[T6] a text that is delivered, but not known to be accepted, is sent again for its place', () => {
  const a = mintTextId();
  const before = run([wrote(a), event('handed-over', a), event('delivered', a)]);
  const after = stepOutgoing(before, { type: 'welcomed', recovered: true });
  expect(nextToSend(after)?.id).toBe(a);
  expect(stepOutgoing(after, event('accepted', a))).toEqual([]);
});

test('[T6] only a server that has both accepted and delivered a text is done with it', () => {
  const a = mintTextId();
  const restart: OutgoingEvent = { type: 'welcomed', recovered: false };
  const accepted = run([wrote(a), event('handed-over', a), event('accepted', a), restart]);
  // The new server's delivery is known, and where it has put the text is not.
  expect(nextToSend(stepOutgoing(accepted, event('delivered', a)))?.id).toBe(a);
  const delivered = run([wrote(a), event('handed-over', a), event('delivered', a), restart]);
  // The new server has a new place for it, and the other has not heard of that.
  const anew = [event('handed-over', a), event('accepted', a)].reduce(stepOutgoing, delivered);
  expect(stages(anew)).toEqual(['accepted']);
  expect(stepOutgoing(anew, event('delivered', a))).toEqual([]);
});

test('an accepted and delivered text is never sent again', () => {
  const a = mintTextId();
  const accepted = run([wrote(a), { type: 'handed-over', id: a }, { type: 'accepted', id: a }]);
  const state = stepOutgoing(accepted, { type: 'delivered', id: a });
  expect(stepOutgoing(state, { type: 'welcomed', recovered: false })).toEqual([]);
});

test('no more texts are unanswered at once than the server remembers', () => {
  const ids = Array.from({ length: LIMITS.textsInFlight + 1 }, mintTextId);
  let state = run(ids.map(wrote));
  for (let sent = 0; sent < LIMITS.textsInFlight; sent += 1) {
    const next = nextToSend(state);
    expect(next).toBeDefined();
    if (next) state = stepOutgoing(state, { type: 'handed-over', id: next.id });
  }
  expect(nextToSend(state)).toBeUndefined();
  const [first] = ids;
  if (first) state = stepOutgoing(state, { type: 'accepted', id: first });
  expect(nextToSend(state)?.id).toBe(ids.at(-1));
});

test('[T8] what the other’s server would not hold any more waits, in order, and lets nobody else wait', () => {
  const [a, b, c, d] = [mintTextId(), mintTextId(), mintTextId(), mintTextId()];
  const carol = 'carol' as UserId;
  const large = (id: TextId, to = BOB): OutgoingEvent => ({
    type: 'wrote',
    message: { t: 'message.send', id, to, type: 'x', data: 'x'.repeat(LIMITS.undeliveredLength - 100) },
  });
  const state = run([large(a), event('handed-over', a), event('accepted', a), large(b), wrote(c)]);
  expect(nextToSend(state)).toBeUndefined();
  expect(nextToSend(stepOutgoing(state, large(d, carol)))?.id).toBe(d);
  expect(nextToSend(stepOutgoing(state, event('delivered', a)))?.id).toBe(b);
});

test('[T5] a text waits for no room: the server says where there is none', () => {
  const [a, b] = [mintTextId(), mintTextId()];
  const message = {
    t: 'message.send',
    id: a,
    to: BOB,
    type: 'x',
    data: 'x'.repeat(LIMITS.undeliveredLength),
  } as const;
  const state = run([{ type: 'wrote', message }, event('handed-over', a), event('accepted', a), wrote(b)]);
  expect(nextToSend(state)?.id).toBe(b);
});
