import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { UserId } from '@parley/client';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createAttention } from './attention.ts';
import { createCallsModel } from './calls.ts';
import { createLayout } from './layout.ts';
import type { Sounds } from './sounds.ts';

function setUp() {
  const parley = createFakeParley({ user: 'alice', online: ['bob'] });
  const timers = createManualTimers();
  const heard: string[] = [];
  const sounds: Sounds = {
    loop: (name) => heard.push(name ?? 'silence'),
    play: (name) => heard.push(name),
    close: () => heard.push('closed'),
  };
  const shown = new Set<string>();
  const rung: string[] = [];
  const visible = signal(true);
  const unread = signal(0);
  const document = { title: 'Parley' };
  const calls = createCallsModel({
    self: parley.user,
    calls: parley.calls,
    layout: createLayout(),
    timers,
    record: () => undefined,
  });
  const attention = createAttention({
    calls,
    unread,
    visible,
    sounds,
    timers,
    document,
    notify: (title, call) => {
      shown.add(title);
      rung.push(call.with);
      return () => shown.delete(title);
    },
  });
  heard.length = 0;
  return { parley, timers, heard, shown, rung, visible, unread, document, calls, attention };
}

describe('calling for attention', () => {
  test('[C3] an incoming call rings until it is answered, once', () => {
    const { parley, heard, calls } = setUp();
    const call = parley.strings.ring('bob', 'video');
    call.set({ line: 'connecting' });
    expect(heard).toEqual(['ring']);
    calls.accept('video');
    expect(heard).toEqual(['ring', 'silence']);
    call.set({ state: { name: 'active', since: 0 } });
    call.set({ line: 'good' });
    expect(heard).toEqual(['ring', 'silence', 'connected']);
    calls.hangUp();
    expect(heard).toEqual(['ring', 'silence', 'connected', 'ended']);
  });

  test('[I11] ringing stops with the caller’s cancel, without another tone', () => {
    const { parley, heard, document, timers } = setUp();
    parley.strings.ring('bob', 'video').set({ state: { name: 'ended', reason: 'cancelled', duration: 0 } });
    expect(heard).toEqual(['ring', 'silence']);
    timers.advance(5_000);
    expect(document.title).toBe('Parley');
  });

  test('[C31] a second call sounds softly beside the first, and is told of in the title', () => {
    const { parley, heard, calls, document } = setUp();
    calls.start('bob' as UserId, 'video');
    parley.strings.call()?.set({ state: { name: 'active', since: 0 } });
    const second = parley.strings.ring('carol', 'voice');
    expect(heard).toEqual(['connected', 'waiting']);
    expect(document.title).toBe('Voice call from carol');
    second.set({ state: { name: 'ended', reason: 'cancelled', duration: 0 } });
    expect(heard).toEqual(['connected', 'waiting', 'silence']);
    expect(document.title).toBe('Parley');
  });

  test('[C3] the caller hears ringback only once a device rings', () => {
    const { parley, heard, calls } = setUp();
    calls.start('bob' as UserId, 'video');
    expect(heard).toEqual([]);
    parley.strings.call()?.set({ state: { name: 'dialling', ringing: true, notified: false } });
    expect(heard).toEqual(['ringback']);
    calls.hangUp();
    expect(heard).toEqual(['ringback', 'silence', 'ended']);
  });

  test('the title flashes while it rings and counts what is unread', () => {
    const { parley, document, timers, unread } = setUp();
    unread.value = 3;
    expect(document.title).toBe('(3) Parley');
    parley.strings.ring('bob', 'voice');
    expect(document.title).toBe('Voice call from bob');
    timers.advance(1_000);
    expect(document.title).toBe('(3) Parley');
    timers.advance(1_000);
    expect(document.title).toBe('Voice call from bob');
    parley.strings.call()?.decline();
    unread.value = 0;
    expect(document.title).toBe('Parley');
  });

  test('a notification is shown only while the page is out of sight', () => {
    const { parley, shown, visible, calls } = setUp();
    visible.value = false;
    parley.strings.ring('bob', 'video');
    expect([...shown]).toEqual(['Video call from bob']);
    visible.value = true;
    expect([...shown]).toEqual([]);
    visible.value = false;
    calls.decline();
    expect([...shown]).toEqual([]);
  });

  test('[C31] a notification of a second call is about that one, not about the one that goes on', () => {
    const { parley, rung, visible, calls } = setUp();
    calls.start('bob' as UserId, 'video');
    parley.strings.call()?.set({ state: { name: 'active', since: 0 } });
    visible.value = false;
    parley.strings.ring('carol', 'voice');
    expect(rung).toEqual(['carol']);
  });

  test('closing falls silent and leaves no timer', () => {
    const { parley, attention, timers, heard, document } = setUp();
    parley.strings.ring('bob', 'video');
    attention.close();
    expect(heard.at(-1)).toBe('closed');
    expect(document.title).toBe('Parley');
    expect(timers.pending).toBe(0);
  });
});
