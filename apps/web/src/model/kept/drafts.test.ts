import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { UserId } from '@parley/client';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { createManualTimers } from '../../testing/manual-timers.ts';
import { createConversations } from '../conversations.ts';
import type { SessionNote } from '../session-note.ts';
import { keepDrafts } from './drafts.ts';

const BOB = 'bob' as UserId;
const CAROL = 'carol' as UserId;

/** A tab that is opened again and again, by whoever. */
function tab() {
  let kept: string | undefined;
  const note: SessionNote = { get: () => kept, set: (text) => (kept = text) };
  const open = (user: string) => {
    const parley = createFakeParley({ user });
    const timers = createManualTimers();
    const self = parley.user;
    const seen = signal(undefined);
    const conversations = createConversations({
      self,
      chat: parley.chat,
      messages: parley.messages,
      timers,
      seen,
      tellsSeen: signal(true),
    });
    const drafts = keepDrafts({ self, conversations, note });
    const close = (): void => {
      drafts.close();
      conversations.close();
    };
    return { conversations, close, draft: (of: UserId) => conversations.of(of).draft.value };
  };
  return { note, open };
}

test('each person’s draft is there again after a reload, until it is sent', () => {
  const { note, open } = tab();
  const first = open('alice');
  first.conversations.write(BOB, 'see you at');
  first.conversations.write(CAROL, 'dear carol');
  first.close();

  const second = open('alice');
  expect([second.draft(BOB), second.draft(CAROL)]).toEqual(['see you at', 'dear carol']);
  second.conversations.send(BOB);
  second.conversations.write(CAROL, ' ');
  expect(note.get()).toBeUndefined();
  second.close();
  expect(open('alice').draft(BOB)).toBe('');
});

test('nobody finds what somebody else has written in the same tab', () => {
  const { note, open } = tab();
  const alice = open('alice');
  alice.conversations.write(BOB, 'a secret');
  alice.close();
  expect(open('mallory').draft(BOB)).toBe('');
  expect(note.get()).toBeUndefined();
});

test('what another version of the page has written breaks nothing', () => {
  const { note, open } = tab();
  note.set('{"by":');
  expect(open('alice').draft(BOB)).toBe('');
});
