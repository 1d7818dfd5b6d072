import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createMemoryKeep } from '../testing/kept.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createOwnStatus } from './own-status.ts';
import { createPreferences } from './preferences.ts';

const MINUTE = 60_000;

function setUp(keep = createMemoryKeep(), name = 'alice') {
  const { user, presence, strings } = createFakeParley({ user: name, online: ['bob'] });
  const timers = createManualTimers();
  const preferences = createPreferences(keep);
  const engaged = signal(false);
  const told: unknown[] = [];
  const setStatus = presence.setStatus.bind(presence);
  presence.setStatus = (status, options) => {
    told.push([status, options?.again]);
    setStatus(status, options);
  };
  let sign = (): void => undefined;
  const onInput = (fn: () => void): (() => void) => {
    sign = fn;
    return () => {
      sign = () => undefined;
    };
  };
  const status = createOwnStatus({ user, presence, preferences, timers, engaged, onInput });
  return { status, presence, strings, preferences, timers, engaged, told, touch: () => sign() };
}

test('what is set is told, shown, and set again by the next page of this device', () => {
  const keep = createMemoryKeep();
  const { status, told } = setUp(keep);
  expect([status.chosen.value, status.shown.value, told]).toEqual(['available', 'available', []]);
  status.set('do-not-disturb');
  expect([status.chosen.value, status.shown.value]).toEqual(['do-not-disturb', 'do-not-disturb']);
  const next = setUp(keep);
  expect(next.told[0]).toEqual(['do-not-disturb', false]);
  next.status.set('available');
  expect(setUp(keep).told).toEqual([]);
});

test('another account on the same device is not away or undisturbed for it', () => {
  const keep = createMemoryKeep();
  setUp(keep).status.set('do-not-disturb');
  const carol = setUp(keep, 'carol');
  expect([carol.status.chosen.value, carol.told]).toEqual(['available', []]);
  expect(setUp(keep).told[0]).toEqual(['do-not-disturb', false]);
  carol.status.set('away');
  expect(setUp(keep).status.chosen.value).toBe('available');
});

test('[P7] nobody is there 10 minutes after the last sign, and somebody at the next one', () => {
  const { status, timers, touch } = setUp();
  timers.advance(9 * MINUTE);
  touch();
  timers.advance(9 * MINUTE);
  expect(status.shown.value).toBe('available');
  timers.advance(MINUTE);
  expect(status.shown.value).toBe('away');
  expect(status.chosen.value).toBe('available');
  touch();
  expect(status.shown.value).toBe('available');
  timers.advance(10 * MINUTE);
  expect(status.shown.value).toBe('away');
});

test('who is in a call is there, and for 10 minutes after it', () => {
  const { status, timers, engaged } = setUp();
  engaged.value = true;
  timers.advance(60 * MINUTE);
  expect(status.shown.value).toBe('available');
  engaged.value = false;
  timers.advance(10 * MINUTE - 1);
  expect(status.shown.value).toBe('available');
  timers.advance(1);
  expect(status.shown.value).toBe('away');
  engaged.value = true;
  expect(status.shown.value).toBe('available');
});

test('[C40] whether a second call rings is told with it, and when it is set otherwise', () => {
  const { status, preferences, told } = setUp();
  preferences.set({ urgentCalls: true });
  expect(told).toEqual([]);
  status.set('do-not-disturb');
  preferences.set({ ringVolume: 0.3 });
  preferences.set({ urgentCalls: false });
  expect(told.at(0)).toEqual(['do-not-disturb', true]);
  expect(told.at(-1)).toEqual(['do-not-disturb', false]);
});

test('what another device has set is shown and remembered here', () => {
  const keep = createMemoryKeep();
  const { status, presence, strings } = setUp(keep);
  Object.defineProperty(presence, 'chosen', { value: 'do-not-disturb' });
  strings.turn('bob', 'away');
  expect(status.chosen.value).toBe('available');
  strings.turn('alice', 'do-not-disturb');
  expect([status.chosen.value, status.shown.value]).toEqual(['do-not-disturb', 'do-not-disturb']);
  expect(createPreferences(keep).current.value.status).toBe('do-not-disturb');
});

test('closing leaves no timer', () => {
  const { status, timers } = setUp();
  status.close();
  expect(timers.pending).toBe(0);
});
