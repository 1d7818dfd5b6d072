import { describe, expect, test } from 'vitest';
import type { UserId } from '@parley/client';
import { INITIAL_LAYOUT, layoutStep, readable, type Layout, type LayoutEvent } from './layout.ts';

const BOB = 'bob' as UserId;
const CAROL = 'carol' as UserId;
const after = (...events: LayoutEvent[]): Layout => events.reduce(layoutStep, INITIAL_LAYOUT);

const chose = (user: UserId): LayoutEvent => ({ name: 'person-chosen', user });
const BEGAN: LayoutEvent = { name: 'call-began', user: BOB };
const ENDED: LayoutEvent = { name: 'call-ended' };
const SHRUNK: LayoutEvent = { name: 'call-shrunk' };
const CHAT: LayoutEvent = { name: 'chat-toggled' };
const BACK: LayoutEvent = { name: 'went-back' };

describe('layout', () => {
  test('a narrow window shows the conversation once a person is chosen, and people on going back', () => {
    expect(readable(after(), false)).toBeUndefined();
    expect(readable(after(chose(BOB)), false)).toBe(BOB);
    expect(readable(after(chose(BOB), BACK), false)).toBeUndefined();
    expect(readable(after(chose(BOB), BACK), true)).toBe(BOB);
  });

  test('a call fills the window: nothing is read behind it', () => {
    expect(readable(after(chose(BOB), BEGAN), true)).toBeUndefined();
  });

  test('after a full call its conversation is shown', () => {
    expect(after(chose(CAROL), BACK, BEGAN, ENDED)).toEqual({
      selected: BOB,
      pane: 'conversation',
      call: { name: 'none' },
    });
  });

  test('who reads another conversation beside a small call stays there when it ends', () => {
    const layout = after(BEGAN, SHRUNK, chose(CAROL), ENDED);
    expect(layout.selected).toBe(CAROL);
    expect(layout.call).toEqual({ name: 'none' });
  });

  test('an end without a call on the screen (a missed one) moves nothing', () => {
    expect(after(chose(CAROL), ENDED)).toEqual(after(chose(CAROL)));
  });

  test('chat in a call is the conversation with that person, and going back closes it', () => {
    const layout = after(chose(CAROL), BEGAN, CHAT);
    expect(readable(layout, false)).toBe(BOB);
    expect(layoutStep(layout, BACK).call).toEqual({ name: 'full', user: BOB, chat: false });
    expect(layoutStep(layout, CHAT).call).toEqual({ name: 'full', user: BOB, chat: false });
  });

  test('a call that fills the window makes room for whoever is chosen, as by a click on a notification', () => {
    for (const before of [[BEGAN], [BEGAN, CHAT]]) {
      expect(after(...before, chose(BOB)).call).toEqual({ name: 'full', user: BOB, chat: true });
      const other = after(...before, chose(CAROL));
      expect(other.call).toEqual({ name: 'tile', user: BOB });
      expect(readable(other, false)).toBe(CAROL);
    }
  });

  test('a small call is enlarged without its chat', () => {
    expect(after(BEGAN, CHAT, SHRUNK, { name: 'call-enlarged' }).call).toEqual({
      name: 'full',
      user: BOB,
      chat: false,
    });
  });

  test('chat, shrink and enlarge do nothing without a call', () => {
    const layout = after(chose(BOB));
    for (const event of [CHAT, SHRUNK, { name: 'call-enlarged' } as const]) {
      expect(layoutStep(layout, event)).toEqual(layout);
    }
  });
});
