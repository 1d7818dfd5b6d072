import { expect, test } from 'vitest';
import {
  ailmentOf,
  judge,
  readSample,
  remember,
  SAMPLING,
  type LineSample,
  type Quality,
} from './line-quality.ts';

/** What happens between two samples: of 200 packets so many lost, a round trip, and for how long nothing came. */
interface Interval {
  lost?: number;
  trip?: number;
  silent?: number;
  packets?: number;
}

function samplesOf(intervals: readonly Interval[]): LineSample[] {
  let sample: LineSample = {
    at: 0,
    received: 0,
    lost: 0,
    checks: 1,
    roundTrip: undefined,
    sendable: undefined,
    decoded: 0,
    limited: false,
    heardAt: 0,
  };
  return [
    sample,
    ...intervals.map(({ lost = 0, trip = 30, silent = 0, packets = 200 }) => {
      const at = sample.at + SAMPLING;
      sample = {
        at,
        received: sample.received + packets - lost,
        lost: sample.lost + lost,
        checks: sample.checks + 1,
        roundTrip: trip,
        sendable: undefined,
        decoded: 0,
        limited: false,
        heardAt: at - silent,
      };
      return sample;
    }),
  ];
}

/** The judgement after each interval. */
function judged(intervals: readonly Interval[], before: Quality = 'good'): string {
  let kept: readonly LineSample[] = [];
  let quality = before;
  const words = samplesOf(intervals).map((sample) => {
    kept = remember(kept, sample);
    quality = judge(kept, quality);
    return quality;
  });
  return words.slice(1).join(' ');
}

const WELL = {};

test.each<[string, Interval[], string]>([
  ['nothing is lost', [WELL, WELL, WELL], 'good good good'],
  ['5 % are lost', [{ lost: 10 }, { lost: 12 }, { lost: 9 }, { lost: 11 }], 'good good good good'],
  ['20 % are lost', [{ lost: 40 }, { lost: 44 }, { lost: 38 }], 'good weak weak'],
  ['one bad moment', [WELL, { lost: 100 }, WELL, WELL], 'good good good good'],
  ['two bad moments with a good one between', [{ lost: 40 }, WELL, { lost: 40 }], 'good good weak'],
  ['answers take long', [{ trip: 700 }, { trip: 800 }], 'good weak'],
  ['answers take a while', [{ trip: 450 }, { trip: 550 }, { trip: 500 }], 'good good good'],
  ['nothing comes for 3 s: that is said at once', [WELL, { silent: 3_000, packets: 0 }], 'good weak'],
  [
    'two of five packets lost say nothing',
    [
      { packets: 5, lost: 2 },
      { packets: 5, lost: 2 },
    ],
    'good good',
  ],
  [
    'neither sound nor picture, only checks',
    [{ packets: 0 }, { packets: 0 }, { packets: 0 }],
    'good good good',
  ],
])('[S10] %s', (_, intervals, words) => {
  expect(judged(intervals)).toBe(words);
});

test.each<[string, Interval[], string]>([
  ['only three good moments in a row make it good', [WELL, WELL, WELL], 'weak weak good'],
  ['one that is not bad, yet not good, does not', [WELL, { lost: 17 }, WELL, WELL], 'weak weak weak weak'],
  [
    'a line on the edge does not flicker',
    [{ lost: 18 }, { lost: 22 }, { lost: 16 }, { lost: 21 }],
    'weak weak weak weak',
  ],
])('[S10] a weak line: %s', (_, intervals, words) => {
  expect(judged(intervals, 'weak')).toBe(words);
});

test('a connection of which nothing is known is not called weak', () => {
  const empty = {
    at: 0,
    received: 0,
    lost: 0,
    checks: 0,
    roundTrip: undefined,
    sendable: undefined,
    decoded: 0,
    limited: false,
    heardAt: 0,
  };
  expect(judge([empty, { ...empty, at: 20_000 }], 'good')).toBe('good');
});

const report = (...all: object[]): RTCStatsReport =>
  new Map(all.map((one, i) => [String(i), { id: String(i), ...one }])) as unknown as RTCStatsReport;
const audio = (received: number, lastAt: number, lost = 0): object => ({
  type: 'inbound-rtp',
  timestamp: 5_000,
  packetsReceived: received,
  packetsLost: lost,
  lastPacketReceivedTimestamp: lastAt,
});
const pair = (id: string, checks: number): object => ({
  id,
  type: 'candidate-pair',
  timestamp: 5_000,
  responsesReceived: checks,
  requestsReceived: checks,
  currentRoundTripTime: 0.25,
  availableOutgoingBitrate: 300_000,
});

test('a sample is read from the statistics of streams and of the pair in use', () => {
  const transport = { type: 'transport', selectedCandidatePairId: 'b' };
  const slow = { ...pair('a', 1), currentRoundTripTime: 9 };
  expect(
    readSample(
      report(audio(70, 4_700, 3), audio(30, 4_900, 1), transport, slow, pair('b', 2), {
        type: 'outbound-rtp',
        qualityLimitationReason: 'bandwidth',
      }),
      100_000,
    ),
  ).toEqual({
    at: 100_000,
    received: 100,
    lost: 4,
    checks: 6,
    roundTrip: 250,
    sendable: 300_000,
    decoded: 0,
    limited: true,
    heardAt: 100_000,
  });
});

test('[C12] when the other was last heard is told by the age of the last packet, on whatever clock the report runs', () => {
  const first = readSample(report(audio(70, 4_900)), 100_000);
  const second = readSample(report(audio(90, 4_200)), 102_000, first);
  expect(second.heardAt).toBe(102_000 - 800);
});

test('[C12] where the other sends neither sound nor picture, the pair tells when it was heard (Firefox counts no requests)', () => {
  const used = { ...pair('a', 5), requestsReceived: undefined, lastPacketReceivedTimestamp: 4_950 };
  const given = { ...pair('b', 1), requestsReceived: undefined, lastPacketReceivedTimestamp: 100 };
  const first = readSample(report(used, given), 100_000);
  expect(readSample(report(used, given), 104_000, first).heardAt).toBe(104_000 - 50);
});

test('[C12] where only checks come, they count; that the pair in use is another one now does not', () => {
  const first = readSample(report(audio(70, 4_900), pair('a', 5)), 100_000);
  const quiet = report(audio(70, -1_000), pair('a', 6));
  expect(readSample(quiet, 106_000, { ...first, at: 104_000 }).heardAt).toBe(105_000);
  const dead = report(audio(70, -1_000), { ...pair('b', 1), nominated: true });
  expect(readSample(dead, 106_000, { ...first, at: 104_000 }).heardAt).toBe(first.heardAt);
});

test.each([
  [[{ lost: 50 }, {}], 'loss'],
  [[{ trip: 900 }], 'delay'],
  [[{ lost: 50 }, { trip: 900 }], 'delay'],
  [[{ packets: 0, silent: 4_000 }], 'silent'],
  [[{ lost: 10, trip: 300 }], undefined],
] as const)('[S10] what a line suffers from is what it did last: %o', (intervals, ailment) => {
  expect(ailmentOf(samplesOf(intervals))).toBe(ailment);
});
