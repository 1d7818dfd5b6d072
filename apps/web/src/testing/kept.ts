// Where settings are kept in tests: nowhere but here.
import type { Keep } from '../model/preferences.ts';

export function createMemoryKeep(kept = new Map<string, string>()): Keep {
  return { get: (key) => kept.get(key) ?? null, set: (key, value) => void kept.set(key, value) };
}
