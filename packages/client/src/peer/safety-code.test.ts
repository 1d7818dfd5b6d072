import { expect, test } from 'vitest';
import { safetyCodeOf } from './safety-code.ts';

const sdp = (...fingerprints: string[]): string =>
  ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', ...fingerprints.map((one) => `a=fingerprint:${one}`), ''].join(
    '\r\n',
  );
const [ANN, BOB, MALLORY] = ['sha-256 AA:01', 'sha-256 BB:02', 'sha-256 CC:03'] as const;

test('[C30] both sides see the same code, however their browsers write the fingerprints', async () => {
  const ann = await safetyCodeOf(sdp(ANN, ANN), sdp(BOB));
  expect(ann).toHaveLength(7);
  expect(ann?.every((one) => Number.isInteger(one) && one >= 0 && one < 64)).toBe(true);
  expect(await safetyCodeOf(sdp('SHA-256 bb:02'), sdp('sha-256 aa:01'))).toEqual(ann);
});

test('[C30] somebody in between makes the codes differ, by other certificates or by one beside the right one', async () => {
  const honest = await safetyCodeOf(sdp(ANN), sdp(BOB));
  expect(await safetyCodeOf(sdp(ANN), sdp(MALLORY))).not.toEqual(honest);
  expect(await safetyCodeOf(sdp(ANN), sdp(BOB, MALLORY))).not.toEqual(honest);
});

test('[C30] without a certificate there is no code', async () => {
  expect(await safetyCodeOf(sdp(), sdp(BOB))).toBeUndefined();
});
