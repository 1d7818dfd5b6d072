import { expect, test } from 'vitest';
import type { Text, TextId, UserId } from '@parley/client';
import { createConversation } from './conversation.ts';
import { newestFrom } from './newest.ts';
import { someFile } from '../testing/some-file.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;
let count = 0;
const text = (from: UserId, words: string): Text => ({
  id: `text-${(count += 1)}` as TextId,
  with: BOB,
  from,
  text: words,
  at: count,
  state: { name: from === ALICE ? 'sent' : 'received' },
});

test('is the last of the other, whatever oneself has said since', () => {
  const conversation = createConversation(BOB, ALICE);
  expect(newestFrom(conversation)).toBeUndefined();
  conversation.setTexts([text(BOB, 'one'), text(BOB, 'two'), text(ALICE, 'mine')]);
  expect(newestFrom(conversation)).toEqual({ kind: 'text', text: 'two' });
});

test('a file counts, one of oneself does not', () => {
  const conversation = createConversation(BOB, ALICE);
  conversation.setTexts([text(BOB, 'one')]);
  conversation.note({ name: 'file', file: someFile(true) }, 9);
  expect(newestFrom(conversation)).toEqual({ kind: 'text', text: 'one' });
  conversation.note({ name: 'file', file: someFile(false) }, 10);
  expect(newestFrom(conversation)).toEqual({ kind: 'file' });
});
