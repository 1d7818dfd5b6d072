import { expect, test } from 'vitest';
import { canRunClient } from './pc.ts';

const LINUX =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';

test.each([
  [LINUX, 0, true],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0', 10, true],
  [MAC, 0, true],
  [MAC, 5, false],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
    5,
    false,
  ],
  ['Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/156.0.0.0 Mobile Safari/537.36', 5, false],
  ['Mozilla/5.0 (Android 16; Tablet; rv:150.0) Gecko/150.0 Firefox/150.0', 5, false],
])('%s with %i touch points', (userAgent, maxTouchPoints, can) => {
  expect(canRunClient({ navigator: { userAgent, maxTouchPoints } })).toBe(can);
});

test('nobody is offered the client in the client', () => {
  const place = { navigator: { userAgent: LINUX, maxTouchPoints: 0 }, parleyDesktop: {} };
  expect(canRunClient(place)).toBe(false);
});
