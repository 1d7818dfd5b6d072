// Texts sent again and again, against a model that remembers everything (protocol T2, I2).
import type { TextId, UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemoryRealtime } from '../testing/memory-socket.ts';
import { signIn } from '../testing/test-client.ts';

const BOB = 'bob' as UserId;
const idOf = (n: number): TextId => `text-${n}`.padEnd(16, '_') as TextId;

type Command =
  | { readonly does: 'send'; readonly id: number; readonly body: number }
  /** Bob's line breaks and he is back, or he has gone for good and comes anew. */
  | { readonly does: 'cut' | 'leave' }
  | { readonly does: 'read'; readonly on: boolean }
  | { readonly does: 'wait'; readonly ms: number };

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('send'), id: fc.nat(5), body: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('cut', 'leave') }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('read'), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('wait'), ms: fc.integer({ min: 0, max: 9_000 }) }) },
);

/** What has become of each id, as alice was told. */
interface Known {
  readonly body: string;
  readonly place: number;
}

function play(commands: readonly Command[]) {
  const server = createMemoryRealtime();
  const alice = signIn(server, 'alice');
  let bob = signIn(server, 'bob');
  let read = true;
  const known = new Map<TextId, Known>();
  let heard = 0;
  let errors = 0;

  /** What a failure takes back may be said anew. */
  function forgetFailed(): void {
    const failed = alice.of('chat.failed');
    for (const { id } of failed.slice(heard)) known.delete(id);
    heard = failed.length;
  }

  function send(id: TextId, body: string): void {
    alice.send({ t: 'chat.send', id, to: BOB, text: body });
    // An acceptance is not hurried.
    server.clock.advance(60);
    const before = known.get(id);
    const refused = alice.of('error').slice(errors);
    errors += refused.length;
    if (before && before.body !== body) {
      expect(refused).toMatchObject([{ code: 'id-reused' }]);
      return;
    }
    if (refused.length > 0) {
      // A recipient whose outbox is full takes nothing new.
      expect([before, refused]).toMatchObject([undefined, [{ code: 'not-delivered' }]]);
      return;
    }
    const { place, id: about } = alice.last('chat.accepted');
    expect(about).toBe(id);
    if (before) {
      expect(place).toBe(before.place);
      return;
    }
    for (const other of known.values()) expect(place).toBeGreaterThan(other.place);
    known.set(id, { body, place });
  }

  for (const step of commands) {
    if (step.does === 'send') send(idOf(step.id), `body ${step.body}`);
    if (step.does === 'read') bob.acknowledges = read = step.on;
    if (step.does === 'wait') server.clock.advance(step.ms);
    if (step.does === 'cut') {
      bob.socket.cut();
      server.clock.advance(0);
      bob = signIn(server, 'bob', { resume: { session: bob.session(), seq: bob.seq }, acknowledges: read });
    }
    if (step.does === 'leave') {
      bob.send({ t: 'session.leave' });
      server.clock.advance(0);
      forgetFailed();
      bob = signIn(server, 'bob', { acknowledges: read });
    }
    forgetFailed();
  }
}

test('[T2] [I2] the same id again has the same place, another body is refused, whatever the recipient does', () => {
  fc.assert(fc.property(fc.array(command, { maxLength: 60 }), play), { numRuns: 400 });
});
