import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { TextState, UserId } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createConversations } from './conversations.ts';

const BOB = 'bob' as UserId;
const CAROL = 'carol' as UserId;
const MISSED: CallOutcome = {
  with: 'bob',
  media: 'video',
  direction: 'incoming',
  reason: 'no-answer',
  duration: 0,
  by: 'nobody',
  causes: { self: undefined, other: undefined },
};

function setUp(fate: TextState = { name: 'delivered' }) {
  const timers = createManualTimers();
  const parley = createFakeParley({ user: 'alice', now: () => timers.now(), fate: () => fate });
  const seen = signal<UserId | undefined>(undefined);
  const conversations = createConversations({
    self: parley.user,
    chat: parley.chat,
    messages: parley.messages,
    timers,
    seen,
    tellsSeen: signal(true),
  });
  const said = (user: UserId): string[] => conversations.of(user).texts.value.map((text) => text.text);
  const lines = (user: UserId): unknown[] =>
    conversations
      .of(user)
      .timeline.value.flatMap((item) =>
        item.kind === 'group'
          ? item.texts.map((t) => t.text)
          : item.kind === 'note'
            ? [item.note.kind.name]
            : [],
      );
  const hear = (from: string, text: string): void => void parley.strings.text({ with: from, from, text });
  return { timers, parley, seen, conversations, said, lines, hear };
}

describe('conversations', () => {
  test('[T3] a text that is not before the eyes is unread, until it is', () => {
    const { conversations, seen, hear } = setUp();
    hear('bob', 'one');
    hear('bob', 'two');
    hear('carol', 'three');
    expect(conversations.of(BOB).unread.value).toBe(2);
    expect(conversations.unreadTotal.value).toBe(3);
    seen.value = BOB;
    expect(conversations.of(BOB).unread.value).toBe(0);
    hear('bob', 'four');
    expect(conversations.of(BOB).unread.value).toBe(0);
    seen.value = undefined;
    hear('bob', 'five');
    expect(conversations.of(BOB).unread.value).toBe(1);
  });

  test('[T3] one’s own text from another device is not unread', () => {
    const { conversations, parley } = setUp();
    parley.strings.text({ with: 'bob', from: 'alice', text: 'from my phone' });
    expect(conversations.of(BOB).unread.value).toBe(0);
    expect(conversations.talkedWith.value).toEqual(['bob']);
  });

  test('the latest conversation is first', () => {
    const { conversations, hear } = setUp();
    hear('bob', '1');
    hear('carol', '2');
    expect(conversations.talkedWith.value).toEqual(['carol', 'bob']);
    hear('bob', '3');
    expect(conversations.talkedWith.value).toEqual(['bob', 'carol']);
  });

  test('[T1] a draft is sent, its state followed, and the field emptied', async () => {
    const { conversations, said } = setUp();
    conversations.write(BOB, '  hello  ');
    conversations.send(BOB);
    expect(said(BOB)).toEqual(['hello']);
    expect(conversations.of(BOB).texts.value[0]?.state.name).toBe('sending');
    expect(conversations.of(BOB).draft.value).toBe('');
    await Promise.resolve();
    expect(conversations.of(BOB).texts.value[0]?.state.name).toBe('delivered');
  });

  test('an empty message is told in place and goes away with the first letter', () => {
    const { conversations, said } = setUp();
    // Nothing is to be seen of either.
    for (const words of [' \n ', '\u200B\u200E \uFEFF']) {
      conversations.write(BOB, words);
      conversations.send(BOB);
      expect(conversations.of(BOB).hint.value).toBe('empty');
    }
    expect(said(BOB)).toEqual([]);
    conversations.write(BOB, 'x');
    expect(conversations.of(BOB).hint.value).toBeUndefined();
  });

  test('a message over 8 KiB is told in place and stays in the field', () => {
    const { conversations, said } = setUp();
    const long = 'é'.repeat(5000);
    conversations.write(BOB, long);
    conversations.send(BOB);
    expect(conversations.of(BOB).hint.value).toBe('too-long');
    expect(conversations.of(BOB).draft.value).toBe(long);
    expect(said(BOB)).toEqual([]);
  });

  test('drafts are kept per person', () => {
    const { conversations } = setUp();
    conversations.write(BOB, 'to bob');
    conversations.write(CAROL, 'to carol');
    expect(conversations.of(BOB).draft.value).toBe('to bob');
    expect(conversations.of(CAROL).draft.value).toBe('to carol');
  });

  test('[T4] a failed text is sent again at the end, and what happened after it stays in place', async () => {
    const { conversations, lines, hear, timers } = setUp({ name: 'failed', code: 'not-delivered' });
    hear('bob', 'hi');
    conversations.write(BOB, 'are you there?');
    conversations.send(BOB);
    await Promise.resolve();
    conversations.presenceChanged({ online: [], offline: [BOB] });
    timers.advance(10_000);
    const failed = conversations.of(BOB).texts.value.at(-1);
    expect(failed?.state.name).toBe('failed');
    expect(lines(BOB)).toEqual(['hi', 'are you there?', 'went-offline']);
    if (failed) conversations.retry(failed);
    expect(lines(BOB)).toEqual(['hi', 'went-offline', 'are you there?']);
  });

  test('[T4] what is being written about a text that failed meanwhile is about the text that is sent in its place', async () => {
    for (const begin of ['beginEdit', 'beginAnswer'] as const) {
      const { conversations } = setUp({ name: 'failed', code: 'not-delivered' });
      conversations.write(BOB, 'are you there?');
      conversations.send(BOB);
      const { texts, composing } = conversations.of(BOB);
      const [sent] = texts.value;
      if (sent) conversations[begin](sent);
      conversations.write(BOB, 'are you there, Bob?');
      await Promise.resolve();
      const [failed] = texts.value;
      if (failed) conversations.retry(failed);
      const [again] = texts.value;
      expect(again?.id).not.toBe(sent?.id);
      expect(composing.value).toMatchObject(
        begin === 'beginEdit'
          ? { of: { id: again?.id }, words: 'are you there, Bob?' }
          : { to: { id: again?.id } },
      );
    }
  });

  test('[T4] a failed text is taken out, with what was meant for it, and what happened after it stays in place', async () => {
    const { conversations, lines, hear, timers } = setUp({ name: 'failed', code: 'not-delivered' });
    hear('bob', 'hi');
    conversations.write(BOB, 'are you there?');
    conversations.send(BOB);
    const { texts, composing, draft } = conversations.of(BOB);
    const sent = texts.value.at(-1);
    if (sent) conversations.beginEdit(sent);
    conversations.write(BOB, 'are you there, Bob?');
    await Promise.resolve();
    conversations.presenceChanged({ online: [], offline: [BOB] });
    timers.advance(10_000);
    const [heard, failed] = texts.value;
    if (heard) conversations.discard(heard);
    expect(lines(BOB)).toEqual(['hi', 'are you there?', 'went-offline']);
    if (failed) conversations.discard(failed);
    expect(lines(BOB)).toEqual(['hi', 'went-offline']);
    expect(composing.value).toEqual({ name: 'new' });
    expect(draft.value).toBe('are you there, Bob?');
    expect(conversations.acting.news.value).toEqual({ name: 'discarded', with: BOB });
  });

  test('[P3] coming and going leaves lines only where there is a conversation', () => {
    const { conversations, lines, hear, timers } = setUp();
    hear('bob', 'hi');
    conversations.presenceChanged({ online: [], offline: [BOB, CAROL] });
    timers.advance(10_000);
    expect(lines(BOB)).toEqual(['hi', 'went-offline']);
    expect(conversations.find(CAROL)).toBeUndefined();
    conversations.presenceChanged({ online: [BOB, CAROL], offline: [] });
    expect(lines(BOB)).toEqual(['hi', 'came-online']);
  });

  test('[P2] who is back after some seconds, as all are after a restart of the server, leaves no line', () => {
    const { conversations, lines, hear, timers } = setUp();
    hear('bob', 'hi');
    conversations.presenceChanged({ online: [], offline: [BOB] });
    timers.advance(5_000);
    conversations.presenceChanged({ online: [BOB], offline: [] });
    timers.advance(60_000);
    expect(lines(BOB)).toEqual(['hi']);
    conversations.presenceChanged({ online: [], offline: [BOB] });
    conversations.close();
    expect(timers.pending).toBe(0);
  });

  test('[T7] a typing sign ends with the text and with going offline', () => {
    const { conversations, parley, hear } = setUp();
    const { typing } = conversations.of(BOB);
    parley.strings.typing('bob', true);
    expect(typing.value).toBe(true);
    hear('bob', 'done');
    expect(typing.value).toBe(false);
    parley.strings.typing('bob', true);
    conversations.presenceChanged({ online: [], offline: [BOB] });
    expect(typing.value).toBe(false);
  });

  test('[C3] a missed call is marked until the conversation is seen', () => {
    const { conversations, seen, lines } = setUp();
    conversations.recordCall(BOB, MISSED);
    expect(conversations.of(BOB).missed.value).toBe(1);
    expect(conversations.unreadTotal.value).toBe(1);
    expect(conversations.talkedWith.value).toEqual(['bob']);
    expect(lines(BOB)).toEqual(['call']);
    seen.value = BOB;
    expect(conversations.of(BOB).missed.value).toBe(0);
    conversations.recordCall(CAROL, { ...MISSED, with: 'carol', reason: 'blocked' });
    expect(conversations.of(CAROL).missed.value).toBe(1);
    seen.value = CAROL;
    conversations.recordCall(CAROL, { ...MISSED, reason: 'declined', by: 'self' });
    expect(conversations.of(CAROL).missed.value).toBe(0);
  });
});
