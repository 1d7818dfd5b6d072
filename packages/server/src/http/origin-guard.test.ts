import { expect, test } from 'vitest';
import { createVirtualClock } from '../testing/virtual-clock.ts';
import { createOriginGuard } from './origin-guard.ts';
import { createOrigins } from './origins.ts';

const OWN = 'https://calls.example.org';

function createGuard() {
  const clock = createVirtualClock();
  const warnings: string[] = [];
  const log = {
    error() {},
    warn: (_: object, message: string) => void warnings.push(message),
    info() {},
    debug() {},
  };
  const origins = createOrigins({ host: '127.0.0.1', port: () => 9900, extra: [OWN] });
  return { clock, warnings, guard: createOriginGuard({ origins, clock, log }) };
}

test('[H5] the host that was asked is no reason to let an origin in, and worth a hint', () => {
  for (const headers of [
    { host: 'video.example.org' },
    { host: 'video.example.org:8443' },
    { host: '127.0.0.1:9900', 'x-forwarded-host': 'video.example.org' },
  ]) {
    const { guard, warnings } = createGuard();
    expect(guard.refuses({ origin: 'https://video.example.org', ...headers }, true)).toBe(true);
    expect(warnings).toEqual([expect.stringMatching(/add --origin https:\/\/video\.example\.org$/)]);
  }
});

test.each(['https://evil.example', 'null', '', 'x'.repeat(5_000), 'https://[', 'https://a:99999'])(
  '[H5] %s is refused without naming it as the flag to set',
  (origin) => {
    const { guard, warnings } = createGuard();
    expect(guard.refuses({ origin, host: 'calls.example.org' }, true)).toBe(true);
    expect(warnings).toEqual(['foreign origin refused; allow your own with --origin']);
  },
);

test('an own page from https that reaches the server as plain http is worth a hint', () => {
  const { guard, warnings } = createGuard();
  expect(guard.refuses({ origin: OWN }, true)).toBe(false);
  expect(guard.refuses({ origin: 'http://localhost:9900' }, false)).toBe(false);
  expect(warnings).toEqual([]);
  expect(guard.refuses({ origin: OWN }, false)).toBe(false);
  expect(warnings).toEqual([expect.stringContaining('--trust-proxy')]);
});

test('there is one hint of a kind a minute', () => {
  const { guard, warnings, clock } = createGuard();
  const foreign = () => guard.refuses({ origin: 'https://evil.example' }, true);
  foreign();
  foreign();
  clock.advance(59_999);
  foreign();
  expect(warnings).toHaveLength(1);
  clock.advance(1);
  foreign();
  expect(warnings).toHaveLength(2);
});
