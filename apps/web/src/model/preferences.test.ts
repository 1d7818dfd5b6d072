import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { browserSavesData, createPreferences } from './preferences.ts';
import { createRemembered } from './remembered.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const load = (browserSaves: boolean) =>
  createPreferences({
    relayOnly: createRemembered('relay-only'),
    saveData: createRemembered('save-data', browserSaves),
  });

test('what a person has set is there again with the next page', () => {
  load(false).set({ saveData: true });
  expect(load(false).current.value).toEqual({ relayOnly: false, saveData: true });
  load(false).set({ saveData: false, relayOnly: true });
  expect(load(false).current.value).toEqual({ relayOnly: true, saveData: false });
});

test('a browser that saves data does so here too, until the person says otherwise', () => {
  const preferences = load(true);
  expect(preferences.current.value.saveData).toBe(true);
  preferences.set({ saveData: false });
  expect(preferences.current.value.saveData).toBe(false);
  expect(load(true).current.value.saveData).toBe(false);
});

test('not every browser tells whether it saves data', () => {
  expect(browserSavesData({ connection: { saveData: true } } as unknown as Navigator)).toBe(true);
  expect(browserSavesData({} as Navigator)).toBe(false);
});
