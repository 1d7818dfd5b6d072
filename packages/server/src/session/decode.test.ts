import { clientMessages, decodeClientMessage } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compile } from './compiled-schema.ts';
import { decode } from './decode.ts';

const token = fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/);
const user = fc.string({ minLength: 1, maxLength: 32 });
const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
const kind = fc.stringMatching(/^[A-Za-z0-9._:/-]{1,64}$/);
const media = fc.constantFrom('video', 'voice');
const t = <T extends string>(type: T): fc.Arbitrary<T> => fc.constant(type);
const candidate = fc.record({
  kind: fc.constant('candidate'),
  candidate: fc.string(),
  sdpMid: fc.option(fc.string({ maxLength: 32 })),
  sdpMLineIndex: fc.option(fc.integer({ min: 0, max: 64 })),
  usernameFragment: fc.option(fc.string({ maxLength: 256 })),
});
const description = fc.record(
  {
    kind: fc.constant('description'),
    type: fc.constantFrom('offer', 'answer'),
    sdp: fc.string(),
    answers: fc.string({ maxLength: 256 }),
  },
  { requiredKeys: ['kind', 'type', 'sdp'] },
);
const resume = fc.record({ session: token, seq: fc.nat() });
const message = fc.oneof(
  fc.record(
    { t: t('session.hello'), v: fc.constant(1), client: fc.string({ maxLength: 64 }), device: token, resume },
    { requiredKeys: ['t', 'v', 'client', 'device'] },
  ),
  fc.record({ t: t('session.ack'), seq: fc.nat() }),
  fc.record({ t: fc.constantFrom('session.ping', 'session.leave') }),
  fc.record({ t: t('chat.send'), id: token, to: user, text }),
  fc.record(
    { t: t('message.send'), id: token, to: user, type: kind, data: text, bytes: fc.constant(true) },
    { requiredKeys: ['t', 'id', 'to', 'type', 'data'] },
  ),
  fc.record(
    {
      t: t('query.ask'),
      id: token,
      to: user,
      type: kind,
      data: text,
      bytes: fc.constant(true),
      timeout: fc.nat(),
    },
    { requiredKeys: ['t', 'id', 'to', 'type', 'data', 'timeout'] },
  ),
  fc.record(
    { t: t('query.answer'), id: token, to: user, data: text, bytes: fc.constant(true) },
    { requiredKeys: ['t', 'id', 'to', 'data'] },
  ),
  fc.record(
    {
      t: t('query.fail'),
      id: token,
      to: user,
      code: fc.constantFrom('no-handler', 'handler-failed'),
      reason: text,
    },
    { requiredKeys: ['t', 'id', 'to', 'code'] },
  ),
  fc.record({ t: t('query.cancel'), id: token }),
  fc.record({ t: t('chat.typing'), to: user, on: fc.boolean() }),
  fc.record({ t: t('call.invite'), call: token, to: user, media }),
  fc.record({ t: t('call.accept'), call: token, media }),
  fc.record({
    t: fc.constantFrom('call.ringing', 'call.decline', 'call.connected', 'call.rejoin'),
    call: token,
  }),
  fc.record(
    { t: t('call.hangup'), call: token, reason: fc.constant('connection-lost') },
    { requiredKeys: ['t', 'call'] },
  ),
  fc.record({
    t: t('call.signal'),
    call: token,
    to: user,
    peer: fc.nat(10_000),
    signal: fc.oneof(candidate, description),
  }),
  fc.record({
    t: t('call.status'),
    call: token,
    status: fc.record(
      {
        microphone: fc.boolean(),
        camera: fc.boolean(),
        screen: fc.boolean(),
        saver: fc.boolean(),
        voiceFirst: fc.boolean(),
      },
      { requiredKeys: ['microphone', 'camera', 'screen'] },
    ),
  }),
);

/** Changes one thing in a message: drops, adds or replaces a field at any depth. */
const change = fc.record({
  at: fc.nat(20),
  how: fc.constantFrom('drop', 'add', 'replace'),
  key: fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'to', 'id', 'seq', 'resume'),
  ),
  value: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      '',
      ' ',
      1e400,
      -1,
      0.5,
      'x'.repeat(33),
      'x'.repeat(9_000),
      'x'.repeat(49_153),
      '\u{1f600}'.repeat(3_000),
    ),
  ),
});

function mutate(
  value: unknown,
  { at, how, key, value: other }: { at: number; how: string; key: string; value: unknown },
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value);
  const index = at % (fields.length + 1);
  const chosen = fields[index];
  if (chosen && typeof chosen[1] === 'object')
    chosen[1] = mutate(chosen[1], { at: at >> 2, how, key, value: other });
  else if (chosen && how === 'drop') fields.splice(index, 1);
  else if (chosen && how === 'replace') chosen[1] = other;
  else fields.push([key, other]);
  // JSON.parse makes own properties of names that assignment would not.
  return JSON.parse(
    `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${JSON.stringify(field)}`).join(',')}}`,
  );
}

test('[E1] the fast decoder and the protocol’s own agree on right, wrong and strange messages', () => {
  let right = 0;
  fc.assert(
    fc.property(message, fc.array(change, { maxLength: 2 }), (original, changes) => {
      const frame = JSON.stringify(changes.reduce<unknown>(mutate, original));
      const verdict = decodeClientMessage(frame);
      if (verdict.ok) right += 1;
      expect(decode(frame)).toEqual(verdict);
    }),
    { numRuns: 3_000 },
  );
  expect(right).toBeGreaterThan(500);
});

test('[E1] frames that are no messages at all get the protocol’s own verdict', () => {
  for (const frame of [
    '',
    'null',
    '[]',
    '1',
    '{',
    '{"t":1}',
    '{"t":"__proto__"}',
    '{"t":"x"}',
    '['.repeat(60_000),
  ]) {
    expect(decode(frame)).toEqual(decodeClientMessage(frame));
    expect(decode(frame).ok).toBe(false);
  }
});

test('[E1] a schema that the fast checks do not know is left to the validator', () => {
  const check = compile(clientMessages['call.signal']);
  const signal = { kind: 'description', type: 'offer', sdp: '' };
  const right = { t: 'call.signal', call: 'c'.repeat(22), to: 'bob', peer: 0, signal };
  expect(check(right)).toBe(true);
  expect(check({ ...right, signal: { ...signal, kind: 'else' } })).toBe(false);
  expect(check({ ...right, signal: { ...signal, more: 1 } })).toBe(false);
});
