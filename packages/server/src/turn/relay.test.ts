import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { createVirtualClock, type VirtualClock } from '../testing/virtual-clock.ts';
import { openRelay, type Relay } from './relay.ts';

let folder = '';
let clock: VirtualClock;
let logged: string[];
let relay: Relay | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-relay-'));
  clock = createVirtualClock(Date.now());
  logged = [];
});
afterEach(async () => {
  await relay?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** On a machine without a network nothing is started. */
function open(addresses: () => readonly string[] = () => []): Relay {
  const say = (_: unknown, message: string): void => void logged.push(message);
  const log = { error: say, warn: say, info() {}, debug() {} };
  const settings = { ...defaultSettings(), host: '0.0.0.0', data: folder };
  return (relay = openRelay({ settings, clock, log, addresses }));
}

test('a machine that can not say its addresses for a while stops nothing', () => {
  let isOut = false;
  const opened = open(() => {
    if (isOut) throw new Error('EMFILE');
    return [];
  });
  opened.serve(undefined);
  isOut = true;
  clock.advance(30_000);
  expect(logged.filter((line) => line.includes('addresses of before'))).toHaveLength(3);
});

test('a certificate is kept for the relay with its key, for the owner only, or the one before it as a whole', () => {
  const opened = open();
  const file = join(folder, 'turn', 'certificate.pem');
  opened.serve({ cert: 'cert 1\n', key: 'key 1' });
  expect(readFileSync(file, 'utf8')).toBe('key 1\ncert 1\n');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  // As good as a full disk.
  mkdirSync(`${file}.new`);
  expect(() => opened.serve({ cert: 'cert 2\n', key: 'key 2' })).not.toThrow();
  expect(readFileSync(file, 'utf8')).toBe('key 1\ncert 1\n');
  expect(logged.at(-1)).toContain('The relay goes on without the new certificate');
});
