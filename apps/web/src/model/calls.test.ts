import { describe, expect, test } from 'vitest';
import type { EndReason, UserId } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createCallsModel } from './calls.ts';
import { createLayout } from './layout.ts';

const BOB = 'bob' as UserId;

function setUp() {
  const parley = createFakeParley({ user: 'alice', online: ['bob'] });
  const timers = createManualTimers();
  const layout = createLayout();
  const records: CallOutcome[] = [];
  const calls = createCallsModel({
    self: parley.user,
    calls: parley.calls,
    layout,
    timers,
    record: (_, outcome) => records.push(outcome),
  });
  const end = (reason: EndReason, by?: string): void =>
    parley.strings
      .call()
      ?.set({ state: { name: 'ended', reason, duration: 0, ...(by ? { by: by as UserId } : {}) } });
  return { parley, timers, layout, records, calls, end };
}

describe('calls on the screen', () => {
  test('[C1] a call of one’s own fills the window at once', () => {
    const { calls, layout } = setUp();
    calls.start(BOB, 'video');
    expect(calls.live.value?.state).toEqual({ name: 'dialling', ringing: false, notified: false });
    expect(layout.state.value.call).toEqual({ name: 'full', user: BOB, chat: false });
  });

  test('[C3] an incoming call takes no room before it is accepted', () => {
    const { calls, layout, parley } = setUp();
    parley.strings.ring('bob', 'video');
    expect(calls.live.value?.state.name).toBe('ringing');
    expect(layout.state.value.call.name).toBe('none');
    calls.accept('video');
    expect(layout.state.value.call.name).toBe('full');
  });

  test('a call made small stays small while it changes', () => {
    const { calls, layout, parley } = setUp();
    calls.start(BOB, 'voice');
    layout.send({ name: 'call-shrunk' });
    parley.strings.call()?.set({ line: 'lost' });
    expect(layout.state.value.call.name).toBe('tile');
    expect(calls.live.value?.line).toBe('lost');
  });

  test('[C2] no second call is begun', () => {
    const { calls, parley } = setUp();
    calls.start(BOB, 'video');
    const first = parley.strings.call();
    calls.start('carol' as UserId, 'video');
    expect(parley.strings.call()).toBe(first);
  });

  describe('[C31] a second call', () => {
    const CAROL = 'carol' as UserId;
    /** Alice talks with Bob, and Carol calls. */
    function second() {
      const all = setUp();
      all.calls.start(BOB, 'video');
      const first = all.parley.strings.call();
      first?.set({ state: { name: 'active', since: 0 } });
      const other = all.parley.strings.ring('carol', 'voice');
      const stand = () =>
        [all.calls.live.value, all.calls.beside.value].map(
          (call) => call && `${call.with} ${call.state.name}${call.held ? ' held' : ''}`,
        );
      return { ...all, first, other, stand };
    }

    test('rings beside the first, which keeps its place, and is declined', () => {
      const { calls, layout, stand, records } = second();
      expect(stand()).toEqual(['bob active', 'carol ringing']);
      expect(calls.ringing.value?.with).toBe('carol');
      expect(layout.state.value.call).toEqual({ name: 'full', user: BOB, chat: false });
      calls.decline();
      expect(stand()).toEqual(['bob active', undefined]);
      expect(records).toMatchObject([{ with: 'carol', reason: 'declined' }]);
      expect(calls.ended.value).toBeUndefined();
    });

    test('takes the first one’s place, which is on hold; the two change places; the last one is taken up again', () => {
      const { calls, layout, stand } = second();
      layout.send({ name: 'call-shrunk' });
      calls.accept('voice');
      expect(stand()).toEqual(['carol connecting', 'bob active held']);
      expect(layout.state.value.call).toEqual({ name: 'tile', user: CAROL });
      calls.resume();
      expect(stand()).toEqual(['bob active', 'carol connecting held']);
      expect(layout.state.value.call).toEqual({ name: 'tile', user: BOB });
      calls.hangUp();
      expect(stand()).toEqual(['carol connecting held', undefined]);
      calls.toggleMicrophone();
      expect(stand()).toEqual(['carol connecting', undefined]);
    });

    test('is answered by ending the first', () => {
      const { calls, layout, stand, records } = second();
      calls.endAndAnswer('voice');
      expect(stand()).toEqual(['carol connecting', undefined]);
      expect(layout.state.value.call).toMatchObject({ name: 'full', user: CAROL });
      expect(records).toMatchObject([{ with: 'bob', reason: 'hung-up' }]);
    });

    test('rings alone once the other has hung up', () => {
      const { first, calls, layout, stand } = second();
      first?.set({ state: { name: 'ended', reason: 'hung-up', duration: 1, by: BOB } });
      expect(stand()).toEqual(['carol ringing', undefined]);
      expect(calls.taken.value).toBe(false);
      expect(layout.state.value.call.name).toBe('none');
      calls.accept('voice');
      expect(layout.state.value.call).toMatchObject({ name: 'full', user: CAROL });
    });
  });

  test('[C7] the end is recorded once and told on a card that goes away by itself', () => {
    const { calls, timers, records, layout } = setUp();
    calls.start(BOB, 'video');
    calls.hangUp();
    expect(calls.live.value).toBeUndefined();
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ with: 'bob', reason: 'cancelled', by: 'self', direction: 'outgoing' });
    expect(calls.ended.value).toBe(records[0]);
    expect(layout.selected.value).toBe(BOB);
    timers.advance(60_000);
    expect(calls.ended.value).toBeUndefined();
    expect(timers.pending).toBe(0);
  });

  test('the card stays while it is being read', () => {
    const { calls, timers } = setUp();
    calls.start(BOB, 'video');
    calls.hangUp();
    calls.holdCard(true);
    timers.advance(60_000);
    expect(calls.ended.value).toBeDefined();
    calls.holdCard(false);
    timers.advance(60_000);
    expect(calls.ended.value).toBeUndefined();
  });

  test('a new call takes the card of the last one away, and begins without its swap', () => {
    const { calls, end } = setUp();
    calls.start(BOB, 'video');
    calls.swapped.value = true;
    end('declined', 'bob');
    expect(calls.ended.value).toMatchObject({ reason: 'declined', by: 'other' });
    calls.start(BOB, 'video');
    expect(calls.ended.value).toBeUndefined();
    expect(calls.swapped.value).toBe(false);
  });

  test('[C3] a missed call moves nobody out of what they read', () => {
    const { calls, layout, parley, end } = setUp();
    layout.send({ name: 'person-chosen', user: 'carol' as UserId });
    parley.strings.ring('bob', 'video');
    end('no-answer');
    expect(layout.selected.value).toBe('carol');
    expect(calls.ended.value).toMatchObject({ reason: 'no-answer', by: 'nobody', direction: 'incoming' });
  });

  test('[C19] why it could not connect is told for each side, and stays long enough to be read', () => {
    const { calls, parley, timers } = setUp();
    calls.start(BOB, 'video');
    const causes = [
      { user: parley.user, cause: 'relay-unreachable' },
      { user: BOB, cause: 'other-unreachable' },
    ] as const;
    parley.strings.call()?.set({ state: { name: 'ended', reason: 'media-failed', duration: 0, causes } });
    const told = { self: 'relay-unreachable', other: 'other-unreachable' };
    expect(calls.ended.value).toMatchObject({ reason: 'media-failed', causes: told });
    timers.advance(29_000);
    expect(calls.ended.value).toBeDefined();
    timers.advance(1_000);
    expect(calls.ended.value).toBeUndefined();
  });

  test('[S8] the controls act on what is on now', () => {
    const { calls, parley } = setUp();
    calls.start(BOB, 'video');
    calls.toggleMicrophone();
    calls.toggleCamera();
    expect(parley.strings.call()?.local.status).toEqual({ microphone: false, camera: false, screen: false });
    calls.toggleMicrophone();
    calls.toggleCamera();
    expect(parley.strings.call()?.local.status).toEqual({ microphone: true, camera: true, screen: false });
  });

  test('a problem put away comes back only where it comes anew', () => {
    const { calls, parley } = setUp();
    const muted = [{ device: 'microphone', kind: 'denied' }] as const;
    calls.start(BOB, 'video');
    parley.strings.call()?.set({ problems: muted });
    calls.dismissProblem(muted[0]);
    parley.strings.call()?.set({ line: 'lost' });
    expect([...calls.dismissed.value]).toEqual(['microphone denied']);
    calls.toggleMicrophone();
    expect([...calls.dismissed.value]).toEqual([]);
    calls.dismissProblem(muted[0]);
    parley.strings.call()?.set({ problems: [] });
    expect([...calls.dismissed.value]).toEqual([]);
  });

  test('who puts the card about the camera away goes on without one; a stand-in stays', () => {
    const { calls, parley } = setUp();
    calls.start(BOB, 'video');
    calls.dismissProblem({ device: 'camera', kind: 'switched', name: 'Cam 2' });
    expect(parley.strings.call()?.local.status.camera).toBe(true);
    calls.dismissProblem({ device: 'camera', kind: 'unplugged' });
    expect(parley.strings.call()?.local.status.camera).toBe(false);
  });

  test('what has a problem is tried again', () => {
    const { calls, parley } = setUp();
    calls.start(BOB, 'video');
    parley.strings.call()?.set({ problems: [{ device: 'camera', kind: 'in-use' }] });
    calls.retry('camera');
    expect(parley.strings.call()?.local.problems).toEqual([]);
  });
});
