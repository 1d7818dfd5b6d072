import { mintTextId, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Text } from '../api/chat.ts';
import { Conversation } from './conversation.ts';

const BOB = 'bob' as UserId;
const text = (body: string): Text => ({
  id: mintTextId(),
  with: BOB,
  from: BOB,
  text: body,
  at: 0,
  state: { name: 'received' },
});

test('[T1] the order is the server’s; what it has not placed comes last, as written', () => {
  const conversation = new Conversation(BOB);
  const [a, b, own] = [text('a'), text('b'), text('own')];
  conversation.put(own);
  conversation.put(b, 20);
  conversation.put(a, 10);
  expect(conversation.texts.map((one) => one.text)).toEqual(['a', 'b', 'own']);
  conversation.put({ ...own, state: { name: 'sent' } }, 15);
  expect(conversation.texts.map((one) => one.text)).toEqual(['a', 'own', 'b']);
});

test('[T1] whatever the order of arrival, places decide and nothing is doubled', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { maxLength: 60 }), (places) => {
      const conversation = new Conversation(BOB);
      const texts = places.map((place) => ({ one: text(String(place)), place }));
      for (const { one } of texts) conversation.put(one);
      for (const { one, place } of texts) conversation.put(one, place);
      expect(conversation.texts.map((one) => Number(one.text))).toEqual(places.toSorted((x, y) => x - y));
    }),
  );
});
