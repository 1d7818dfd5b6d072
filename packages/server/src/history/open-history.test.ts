import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mintTextId, type UserId } from '@parley/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { openHistory } from './open-history.ts';

const DAY = 24 * 60 * 60 * 1_000;
const [alice, bob] = ['alice', 'bob'] as [UserId, UserId];
const log = { error() {}, warn() {}, info() {}, debug() {} };

let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-history-'));
  store = openStore(join(folder, 'parley.db'));
  for (const name of ['alice', 'bob']) store.addAccount({ name, passwordHash: 'x', created: 1 });
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const keep = (at: number, within: number, body: string): void =>
  void store.keepText(
    { place: at * 1_000 + within, id: mintTextId(), from: alice, to: bob, type: undefined, body },
    1e6,
  );
const kept = (): number => store.keptBetween(alice, bob, Number.MAX_SAFE_INTEGER, 10_000).length;

test('[K6] what is too old is removed, a slice at a time, and what grows old within the hour', () => {
  const clock = createVirtualClock();
  for (let n = 0; n < 999; n += 1) keep(clock.now() - 3 * DAY, n, 'old');
  keep(clock.now() - 2 * DAY + 1_000, 0, 'nearly too old');
  keep(clock.now() - DAY, 0, 'new');
  const closers: (() => void)[] = [];
  openHistory({ historyDays: 2, data: folder }, { store, clock, log, closers });
  expect(kept()).toBe(501);
  clock.advance(100);
  expect(kept()).toBe(2);
  clock.advance(61 * 60 * 1_000);
  expect(kept()).toBe(1);
  for (const close of closers) close();
  expect(clock.pending).toBe(0);
});

test('[K6] where none is wanted any more, a start removes the history', () => {
  const clock = createVirtualClock();
  keep(clock.now(), 0, 'new');
  const history = openHistory({ historyDays: 0, data: folder }, { store, clock, log, closers: [] });
  expect(history).toBeUndefined();
  expect(kept()).toBe(0);
});
