import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryKeep } from '../testing/kept.ts';
import { browserSavesData, createPreferences, localKeep } from './preferences.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('what a person has set is there again with the next page', () => {
  const keep = createMemoryKeep();
  const load = () => createPreferences(keep);
  load().set({ saveData: true });
  expect(load().current.value).toMatchObject({ relayOnly: false, saveData: true });
  load().set({ saveData: false, relayOnly: true });
  expect(load().current.value).toMatchObject({ relayOnly: true, saveData: false });
});

test('a browser that saves data does so here too, until the person says otherwise', () => {
  const keep = createMemoryKeep();
  const load = () => createPreferences(keep, { saveData: true });
  expect(load().current.value.saveData).toBe(true);
  load().set({ saveData: false });
  expect(load().current.value.saveData).toBe(false);
});

test('what was kept and makes no sense counts as never said', () => {
  const keep = createMemoryKeep(new Map([['parley.relay-only', 'constructor']]));
  expect(createPreferences(keep).current.value.relayOnly).toBe(false);
});

test('where the browser keeps nothing, a setting holds until the page is left', () => {
  const refused = (): never => {
    throw new Error('storage is blocked');
  };
  vi.stubGlobal('localStorage', { getItem: refused, setItem: refused });
  const preferences = createPreferences(localKeep);
  preferences.set({ relayOnly: true });
  expect(preferences.current.value.relayOnly).toBe(true);
  expect(createPreferences(localKeep).current.value.relayOnly).toBe(false);
});

test('not every browser tells whether it saves data', () => {
  expect(browserSavesData({ connection: { saveData: true } } as unknown as Navigator)).toBe(true);
  expect(browserSavesData({} as Navigator)).toBe(false);
});

test('choices and shares are kept too, and nothing else is taken for one', () => {
  const kept = new Map<string, string>();
  const load = () => createPreferences(createMemoryKeep(kept)).current.value;
  createPreferences(createMemoryKeep(kept)).set({ ringTone: 'bell', ringVolume: 0.35 });
  expect(load()).toMatchObject({ ringTone: 'bell', ringVolume: 0.35 });
  for (const wrong of ['101', '-1', '1e1', '']) {
    kept.set('parley.ring-volume', wrong).set('parley.ring-tone', wrong);
    expect(load()).toMatchObject({ ringTone: 'chime', ringVolume: 0.8 });
  }
});
