import { describe, expect, test } from 'vitest';
import { PictureRenewal, type DecodingPeer } from './picture-renewal.ts';

const CAMERA = '1';

/** The seconds at which a picture is renewed that nobody sees from second 0 on; `decoded` tells its frames by each. */
async function renewals(
  seconds: readonly number[],
  decoded: (second: number) => number | undefined,
): Promise<number[]> {
  let now = 0;
  const renewed: number[] = [];
  const peer: DecodingPeer = {
    deviceOf: (mid) => (mid === CAMERA ? 'camera' : 'screen'),
    stats: () => {
      const framesDecoded = decoded(now);
      const camera = framesDecoded !== undefined && { type: 'inbound-rtp', mid: CAMERA, framesDecoded };
      const screen = { type: 'inbound-rtp', mid: '2', framesDecoded: 100 * now };
      return Promise.resolve(
        new Map([screen, ...(camera ? [camera] : [])].entries()) as unknown as RTCStatsReport,
      );
    },
  };
  const renewal = new PictureRenewal({
    platform: { now: () => now * 1_000 },
    renew: () => renewed.push(now),
  });
  for (const second of seconds) {
    now = second;
    await renewal.ask(peer);
  }
  return renewed;
}

const everySecond = (to: number): number[] => Array.from({ length: to + 1 }, (_, second) => second);

describe('[C10] a picture that is not seen', () => {
  test('is renewed at the second word of it where it is decoded, and then ever more rarely', async () => {
    expect(await renewals(everySecond(150), (second) => 15 * second)).toEqual([1, 7, 19, 43, 91]);
  });

  test('is left alone where nothing is decoded, as on a line that is cut, or of a picture that hardly moves', async () => {
    expect(await renewals(everySecond(60), () => 90)).toEqual([]);
    expect(await renewals(everySecond(60), (second) => 2 * second)).toEqual([]);
    expect(await renewals(everySecond(60), () => undefined)).toEqual([]);
  });

  test('is left alone where it is seen in between', async () => {
    expect(await renewals([0, 3, 6, 9], (second) => 15 * second)).toEqual([]);
  });
});
