import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeClientMessage, decodeServerMessage, encodeMessage } from './codec.ts';
import { mintCallId, mintTextId, type UserId } from './ids.ts';
import { LIMITS } from './limits.ts';
import { clientMessages } from './messages.ts';

const BOB = 'bob' as UserId;
const text = (body: string): string =>
  JSON.stringify({ t: 'chat.send', id: mintTextId(), to: BOB, text: body });

function codeOf(frame: string): string {
  const decoded = decodeClientMessage(frame);
  return decoded.ok ? 'ok' : decoded.error.code;
}

test('[E1] a good message comes through as it was', () => {
  const message = { t: 'chat.send', id: mintTextId(), to: BOB, text: 'hello\nworld' } as const;
  expect(decodeClientMessage(encodeMessage(message))).toEqual({ ok: true, value: message });
});

test.each([
  ['no JSON', '{"t":', 'bad-message'],
  ['no object', '[]', 'bad-message'],
  ['null', 'null', 'bad-message'],
  ['no type', '{}', 'bad-message'],
  ['an unknown type', '{"t":"chat.shout"}', 'unknown-message'],
  ['a type every object inherits', '{"t":"__proto__"}', 'unknown-message'],
  ['a type that is no string', '{"t":{"toString":1}}', 'unknown-message'],
  ['an unknown field', '{"t":"session.ping","extra":1}', 'bad-message'],
  ['a blank text', text(' \n '), 'bad-message'],
  ['a text of 8 KiB', text('x'.repeat(LIMITS.textBytes)), 'ok'],
  ['a text over 8 KiB', text('x'.repeat(LIMITS.textBytes + 1)), 'bad-message'],
  ['a text over 8 KiB in UTF-8', text('é'.repeat(LIMITS.textBytes / 2 + 1)), 'bad-message'],
  ['a frame over 64 KiB', text('x'.repeat(LIMITS.frameBytes)), 'too-large'],
  ['an id of odd characters', '{"t":"call.hangup","call":"<script>alert(1)"}', 'bad-message'],
  [
    'deep nesting',
    `{"t":"session.hello","resume":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    'bad-message',
  ],
])('[E1] %s', (_name, frame, code) => {
  expect(codeOf(frame)).toBe(code);
});

test('[E1] the answer names the message that was refused, where it could be read', () => {
  const id = mintTextId();
  const decoded = decodeClientMessage(JSON.stringify({ t: 'chat.send', id, to: 'bob' }));
  expect(decoded).toEqual({ ok: false, error: { code: 'bad-message', about: { t: 'chat.send', id } } });
});

test('[E1] no input makes the decoder throw', () => {
  const types = fc.constantFrom(...Object.keys(clientMessages));
  const nearly = fc
    .tuple(types, fc.dictionary(fc.string(), fc.jsonValue()))
    .map(([t, rest]) => ({ ...rest, t }));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        nearly.map((one) => JSON.stringify(one)),
      ),
      (frame) => {
        expect(typeof decodeClientMessage(frame).ok).toBe('boolean');
        expect(typeof decodeServerMessage(frame).ok).toBe('boolean');
      },
    ),
    { numRuns: 2000 },
  );
});

test('a newer server may say more than this version knows', () => {
  const frame = JSON.stringify({ t: 'chat.accepted', id: mintTextId(), place: 1, at: 2, colour: 'blue' });
  expect(decodeServerMessage(frame).ok).toBe(true);
});

test('candidates and descriptions have bounds', () => {
  const signal = (one: object): string =>
    codeOf(JSON.stringify({ t: 'call.signal', call: mintCallId(), to: BOB, peer: 1, signal: one }));
  expect(signal({ kind: 'description', type: 'offer', sdp: 'v=0' })).toBe('ok');
  expect(signal({ kind: 'description', type: 'offer', sdp: 'x'.repeat(LIMITS.sdpLength + 1) })).toBe(
    'bad-message',
  );
  expect(signal({ kind: 'description', type: 'rollback', sdp: '' })).toBe('bad-message');
});
