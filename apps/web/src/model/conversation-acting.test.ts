import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { ACT_LIMITS, type Act, type Text, type TextId, type UserId } from '@parley/client';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { lastSeen, reactionsOf, wordsOf } from './conversation-acts.ts';
import { createConversations } from './conversations.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;

function setUp() {
  const timers = createManualTimers();
  const parley = createFakeParley({ user: ALICE, now: () => timers.now() });
  const seen = signal<UserId | undefined>(undefined);
  const tellsSeen = signal(true);
  const { chat, messages } = parley;
  const conversations = createConversations({ self: ALICE, chat, messages, timers, seen, tellsSeen });
  const bob = conversations.of(BOB);
  const hear = (text: string): Text => parley.strings.text({ with: 'bob', from: 'bob', text });
  const say = (text: string): Text => parley.strings.text({ with: 'bob', from: 'alice', text });
  const come = (payload: unknown, from = 'bob'): void =>
    parley.strings.messages.come({ from, to: from === 'bob' ? 'alice' : 'bob', payload });
  const sent = (): unknown[] => parley.strings.messages.sent.map(({ payload }) => payload);
  const shown = (): (string | undefined)[] =>
    bob.texts.value.map((text) => wordsOf(text, bob.marks.value.get(text.id)));
  return { timers, parley, seen, tellsSeen, conversations, bob, hear, say, come, sent, shown };
}

const settled = (): Promise<void> => Promise.resolve().then(() => undefined);

describe('what others do', () => {
  test('[M3] [M4] edits and deletions of the other’s own texts are shown, of anybody else’s not', () => {
    const { hear, say, come, shown } = setUp();
    const [theirs, own] = [hear('helo'), say('mine')];
    come({ act: 'edit', of: theirs.id, order: 1, text: 'hello' });
    come({ act: 'edit', of: own.id, order: 1, text: 'put into her mouth' });
    expect(shown()).toEqual(['hello', 'mine']);
    come({ act: 'delete', of: theirs.id });
    come({ act: 'delete', of: own.id });
    expect(shown()).toEqual([undefined, 'mine']);
  });

  test('[M1] an act that overtook its text waits for it; what is no act does nothing', () => {
    const { come, shown, parley } = setUp();
    const id = 'text-000000000001' as TextId;
    come({ act: 'edit', of: id, order: 1, text: 'right' });
    for (const nonsense of [undefined, 7, { act: 'edit' }, { act: 'nuke', of: id }]) come(nonsense);
    parley.strings.text({ with: 'bob', from: 'bob', text: 'wrong' });
    expect(shown()).toEqual(['right']);
  });

  test('[M1] an act from a third person does not reach this conversation', () => {
    const { hear, shown, parley } = setUp();
    const text = hear('hello');
    parley.strings.messages.come({
      from: 'mallory',
      payload: { act: 'react', of: text.id, order: 1, emoji: '👎' },
    });
    parley.strings.messages.come({ from: 'mallory', payload: { act: 'delete', of: text.id } });
    expect(shown()).toEqual(['hello']);
  });

  test('[T12] what one’s own other device has done is shown here, and what it has shown is read', () => {
    const { hear, say, come, shown, bob } = setUp();
    const own = say('from my phone');
    come({ act: 'edit', of: own.id, order: 1, text: 'from my new phone' }, 'alice');
    expect(shown()).toEqual(['from my new phone']);
    const [one, two] = [hear('one'), hear('two')];
    expect(bob.unread.value).toBe(2);
    come({ act: 'seen', of: one.id }, 'alice');
    expect(bob.unread.value).toBe(1);
    come({ act: 'seen', of: two.id }, 'alice');
    expect(bob.unread.value).toBe(0);
  });

  test('screen readers are told once, and only of the conversation that is open', () => {
    const { hear, say, come, conversations, seen } = setUp();
    const { news } = conversations.acting;
    const [theirs, own] = [hear('helo'), say('mine')];
    come({ act: 'edit', of: theirs.id, order: 1, text: 'hello' });
    expect(news.value).toBeUndefined();
    seen.value = BOB;
    come({ act: 'react', of: own.id, order: 1, emoji: '👍' });
    expect(news.value).toEqual({ name: 'reacted', with: BOB, emoji: '👍', words: 'mine' });
    const told = news.value;
    come({ act: 'react', of: own.id, order: 1, emoji: '👍' });
    come({ act: 'seen', of: own.id });
    expect(news.value).toBe(told);
    come({ act: 'edit', of: theirs.id, order: 2, text: 'hello!' });
    expect(news.value).toEqual({ name: 'edited', with: BOB, words: 'hello!' });
    come({ act: 'delete', of: theirs.id });
    expect(news.value).toEqual({ name: 'deleted', with: BOB });
  });
});

describe('what one does', () => {
  test('[M5] a reaction is shown at once, and the same again takes it away', async () => {
    const { hear, conversations, bob, sent } = setUp();
    const text = hear('hello');
    const reactions = (): unknown => reactionsOf(bob.marks.value.get(text.id));
    conversations.acting.react(text, '👍');
    expect(reactions()).toEqual([{ emoji: '👍', by: [ALICE] }]);
    await settled();
    conversations.acting.react(text, '👍');
    expect(reactions()).toEqual([]);
    await settled();
    const orders = sent().map((act) => (act as { order: number }).order);
    expect(sent()).toMatchObject([{ emoji: '👍' }, { emoji: null }]);
    expect(orders[1]).toBeGreaterThan(orders[0] ?? Infinity);
  });

  test('what could not be told to the other is taken back, and said', async () => {
    const { say, conversations, bob, parley, shown } = setUp();
    parley.strings.messages.fate(() => Promise.reject(new Error('not-delivered')));
    const text = say('hello');
    conversations.acting.delete(text);
    expect(shown()).toEqual([undefined]);
    await settled();
    expect(shown()).toEqual(['hello']);
    expect(bob.hint.value).toBe('not-changed');
  });

  test('[M3] other words for the last text: the draft waits, and comes back', () => {
    const { say, conversations, bob, shown, sent } = setUp();
    const text = say('helo');
    conversations.write(BOB, 'a draft');
    expect(conversations.editLast(BOB)).toBe(true);
    expect(conversations.written(BOB)).toBe('helo');
    conversations.write(BOB, 'hello');
    conversations.send(BOB);
    expect(shown()).toEqual(['hello']);
    expect(sent()).toMatchObject([{ act: 'edit', of: text.id, text: 'hello' }]);
    expect(conversations.written(BOB)).toBe('a draft');
    // With the same words nothing is sent.
    conversations.editLast(BOB);
    conversations.send(BOB);
    expect(sent()).toHaveLength(1);
    conversations.editLast(BOB);
    conversations.write(BOB, ' ');
    conversations.send(BOB);
    expect(bob.hint.value).toBe('empty');
    expect(conversations.stopComposing(BOB)).toBe(true);
    expect([shown(), conversations.written(BOB), bob.hint.value]).toEqual([['hello'], 'a draft', undefined]);
    expect(conversations.stopComposing(BOB)).toBe(false);
  });

  test('[M3] words that can’t take the place of others are not lost', async () => {
    const { say, come, conversations, bob, shown, parley } = setUp();
    const text = say('helo');
    parley.strings.messages.fate(() => Promise.reject(new Error('not delivered')));
    conversations.editLast(BOB);
    conversations.write(BOB, 'hello, at length');
    conversations.send(BOB);
    await settled();
    expect([shown(), bob.hint.value]).toEqual([['helo'], 'not-changed']);
    expect(conversations.written(BOB)).toBe('hello, at length');
    come({ act: 'delete', of: text.id }, 'alice');
    conversations.send(BOB);
    expect(bob.composing.value).toEqual({ name: 'new' });
    expect(conversations.written(BOB)).toBe('hello, at length');
  });

  test('[M3] what is a day old, deleted, failed or another’s is not edited', () => {
    const { say, hear, come, conversations, parley, timers } = setUp();
    hear('theirs');
    expect(conversations.editLast(BOB)).toBe(false);
    const gone = say('gone');
    come({ act: 'delete', of: gone.id }, 'alice');
    const failed = say('failed');
    parley.strings.change(failed.id, { name: 'failed', code: 'not-delivered' });
    expect(conversations.editLast(BOB)).toBe(false);
    say('old');
    timers.advance(ACT_LIMITS.editWithin);
    expect(conversations.editLast(BOB)).toBe(false);
    say('new');
    expect(conversations.editLast(BOB)).toBe(true);
  });

  test('[M7] an answer says of which text it is one, also when it is sent again', async () => {
    const { hear, conversations, bob, sent, parley } = setUp();
    const question = hear('when?');
    conversations.beginAnswer(question);
    conversations.write(BOB, 'at eight');
    conversations.send(BOB);
    const first = bob.texts.value.at(-1);
    expect(sent()).toMatchObject([{ act: 'reply', of: first?.id, to: question.id }]);
    expect(bob.composing.value).toEqual({ name: 'new' });
    await settled();
    if (first) parley.strings.change(first.id, { name: 'failed', code: 'not-delivered' });
    conversations.retry(bob.texts.value.at(-1) as Text);
    const again = bob.texts.value.at(-1);
    expect(again?.id).not.toBe(first?.id);
    expect(sent().at(-1)).toMatchObject({ act: 'reply', of: again?.id, to: question.id });
    expect(bob.marks.value.get(again?.id as TextId)?.answers?.value).toBe(question.id);
  });
});

test('[M3] no number that the other gives an act takes away the last word on what is one’s own', async () => {
  const { say, come, bob, conversations, shown } = setUp();
  const text = say('helo');
  come({ act: 'react', of: text.id, order: Number.MAX_SAFE_INTEGER, emoji: '👍' });
  for (const words of ['zebra', 'ant']) {
    await conversations.acting.edit(text, words);
  }
  expect(shown()).toEqual(['ant']);
  for (const emoji of ['🙂', '😀']) {
    conversations.acting.react(text, emoji);
    await settled();
  }
  expect(bob.marks.value.get(text.id)?.reactions?.get(ALICE)?.value).toBe('😀');
});

describe('what was seen', () => {
  const seenIn = (sent: readonly unknown[]): unknown[] =>
    sent.filter((act) => (act as Act).act === 'seen').map((act) => (act as Act).of);

  test('[M6] the last text is told once it was before the eyes for a moment, several as one', () => {
    const { hear, seen, sent, timers } = setUp();
    hear('one');
    timers.advance(5_000);
    expect(seenIn(sent())).toEqual([]);
    seen.value = BOB;
    hear('two');
    timers.advance(500);
    const three = hear('three');
    timers.advance(500);
    expect(seenIn(sent())).toEqual([]);
    timers.advance(500);
    expect(seenIn(sent())).toEqual([three.id]);
    seen.value = undefined;
    seen.value = BOB;
    timers.advance(5_000);
    expect(seenIn(sent())).toEqual([three.id]);
  });

  test('[M6] nothing is told where it is not wanted, or when somebody looks away at once', () => {
    const { hear, seen, sent, timers, tellsSeen } = setUp();
    hear('one');
    seen.value = BOB;
    timers.advance(300);
    seen.value = undefined;
    timers.advance(5_000);
    tellsSeen.value = false;
    seen.value = BOB;
    timers.advance(5_000);
    expect(seenIn(sent())).toEqual([]);
    tellsSeen.value = true;
    timers.advance(5_000);
    expect(seenIn(sent())).toHaveLength(1);
  });

  test('[M6] somebody who has gone is told once in a look, not again and again', async () => {
    const { hear, seen, sent, timers, parley } = setUp();
    const text = hear('bye');
    parley.strings.messages.fate(() => Promise.reject(new Error('not delivered')));
    const wait = async (): Promise<void> => {
      for (let n = 0; n < 5; n += 1) {
        timers.advance(1_000);
        await settled();
      }
    };
    seen.value = BOB;
    await wait();
    expect(seenIn(sent())).toEqual([text.id]);
    const next = hear('I am back');
    await wait();
    expect(seenIn(sent())).toEqual([text.id, next.id]);
    seen.value = undefined;
    seen.value = BOB;
    await wait();
    expect(seenIn(sent())).toEqual([text.id, next.id, next.id]);
  });

  test('[M6] everything before what the other has seen is seen', () => {
    const { say, come, bob } = setUp();
    const texts = ['one', 'two', 'three'].map(say);
    come({ act: 'seen', of: texts[1]?.id });
    expect(lastSeen(bob.texts.value, bob.marks.value, ALICE)).toBe(1);
  });

  test('what is new begins at the first text that was not read, for as long as the conversation is open', () => {
    const { hear, say, seen, bob } = setUp();
    hear('old');
    seen.value = BOB;
    seen.value = undefined;
    const first = hear('new');
    hear('newer');
    seen.value = BOB;
    expect(bob.newFrom.value).toBe(first.id);
    expect(bob.timeline.value.map(({ kind }) => kind)).toEqual(['day', 'group', 'new', 'group']);
    say('an answer');
    expect(bob.newFrom.value).toBeUndefined();
  });
});
