import {
  decodeClientMessage,
  encodeMessage,
  mintTextId,
  type ClientMessageOf,
  type UserId,
} from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Block } from '../ws/bytes.ts';
import { createDecode, type Incoming } from './decode.ts';
import { TextReader } from './incoming-text.ts';

type Send = ClientMessageOf<'chat.send'>;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    ' ',
    '\n',
    '\u00a0',
    '\u2003x',
    '\u3000',
    '\ufeff',
    'é',
    'Ж',
    '漢字',
    'か',
    '😀',
    '"',
    '\\',
    'a\\',
  ),
  fc.integer({ min: 8_180, max: 8_200 }).map((length) => 'x'.repeat(length)),
  fc.integer({ min: 4_090, max: 4_100 }).map((length) => 'é'.repeat(length)),
);
const name = fc.oneof(
  fc.stringMatching(/^[a-z0-9._-]{1,32}$/),
  fc.string({ unit: 'grapheme', maxLength: 33 }),
);
const id = fc.oneof(fc.stringMatching(/^[A-Za-z0-9_-]{16,64}$/), fc.string({ maxLength: 70 }));
const send = fc.oneof(
  { weight: 3, arbitrary: fc.record({ t: fc.constant('chat.send'), id, to: name, text }) },
  fc.record(
    {
      t: fc.constant('message.send'),
      id,
      to: name,
      type: fc.stringMatching(/^[a-z]+ ?$/),
      data: text,
      bytes: fc.boolean(),
    },
    { requiredKeys: ['t', 'id', 'to', 'type', 'data'] },
  ),
);

/** The same message in other spellings of JSON, and things that look like one. */
const spelling = fc.constantFrom<(json: string) => string>(
  (json) => json,
  (json) => json.replaceAll('":', '" : '),
  (json) => json.replaceAll('/', '\\/'),
  (json) => json.replace(/[a-z](?="}$)/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  (json) => json.replace('{"t":"chat.send",', '{').replace(/}$/, ',"t":"chat.send"}'),
  (json) => `${json} `,
  (json) => `${json}}`,
  (json) => json.replace('"to"', '"From"'),
  (json) => json.slice(0, -1),
  (json) => json.replace('chat.send', 'chat.sent'),
);

function frameOf(json: string): { block: Block; start: number; end: number } {
  // Amid other bytes, as in a chunk.
  const bytes = Buffer.from(`ab"${json}"}cd`);
  return { block: new Block(bytes), start: 3, end: bytes.length - 4 };
}

/** What the bytes say that go on to the recipient. */
function read(message: Incoming): unknown {
  if (message.t !== 'chat.send' && message.t !== 'message.send') return message;
  const { t, block, start, end, id, to } = message;
  const json = block.bytes.toString('utf8', start, end);
  expect([id, to]).toEqual([JSON.parse(`{${json.slice(1)}`).id, JSON.parse(`{${json.slice(1)}`).to]);
  return { t, ...(JSON.parse(`{${json.slice(1)}`) as object) };
}

test('[T1] [T8] [E1] a text or message is read from its bytes just as the schema reads it, or refused just as it refuses it', () => {
  const decode = createDecode();
  fc.assert(
    fc.property(send, spelling, (message, spell) => {
      // As UTF-8 has it: without lone surrogates.
      const json = Buffer.from(spell(JSON.stringify(message))).toString();
      const { block, start, end } = frameOf(json);
      const wanted = decodeClientMessage(json);
      const got = decode(block, start, end);
      expect(got.ok ? read(got.value) : got.error).toEqual(wanted.ok ? wanted.value : wanted.error);
    }),
    { numRuns: 5_000 },
  );
});

test('[T2] the same text is the same bytes, however it was spelt', () => {
  const message: Send = {
    t: 'chat.send',
    id: mintTextId(),
    to: 'bob' as UserId,
    text: 'Grüße, 漢字 and 😀/',
  };
  const plain = encodeMessage(message);
  const escaped = plain.replace('ü', '\\u00fc').replace('/', '\\/').replaceAll('","', '" , "');
  const decode = createDecode();
  const bytesOf = (json: string): string => {
    const { block, start, end } = frameOf(json);
    const got = decode(block, start, end);
    if (!got.ok || got.value.t !== 'chat.send') throw new Error('not read');
    return got.value.block.bytes.toString('utf8', got.value.start, got.value.end);
  };
  expect(bytesOf(escaped)).toBe(bytesOf(plain));
});

test('[T1] what the SDK sends of common texts is read without JSON.parse', () => {
  const reader = new TextReader();
  for (const text of ['hello', 'Grüße', 'Здравствуйте', '漢字', '😀', 'x'.repeat(8_192)]) {
    const { block, start, end } = frameOf(
      encodeMessage({ t: 'chat.send', id: mintTextId(), to: 'bob' as UserId, text }),
    );
    expect(reader.read(block, start, end)?.to).toBe('bob');
  }
});
