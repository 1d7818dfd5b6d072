import { expect, test } from 'vitest';
import type { Device } from '../api/media.ts';
import { cameOf, statsOf } from './call-stats.ts';
import type { Reading, Stats } from './stats-report.ts';

type Entry = Partial<Stats> & Pick<Stats, 'id' | 'type'>;

const reading = (at: number, entries: readonly Entry[]): Reading => ({
  at,
  report: new Map(entries.map((one) => [one.id, { timestamp: at, ...one }])) as unknown as RTCStatsReport,
});
const DEVICES: Record<string, Device> = { '0': 'microphone', '1': 'camera', '2': 'screen' };
const deviceOf = (mid: string | undefined): Device | undefined => DEVICES[mid ?? ''];
const span = (before: readonly Entry[], now: readonly Entry[], ms = 1_000) =>
  statsOf({ before: reading(5_000, before), now: reading(5_000 + ms, now), deviceOf });

const pair = (more: Partial<Stats> = {}): Entry => ({
  id: 'pair',
  type: 'candidate-pair',
  nominated: true,
  state: 'succeeded',
  localCandidateId: 'local',
  remoteCandidateId: 'remote',
  ...more,
});
const candidates = (local: Partial<Stats>, remote: Partial<Stats> = { candidateType: 'host' }): Entry[] => [
  { id: 'local', type: 'local-candidate', ...local },
  { id: 'remote', type: 'remote-candidate', ...remote },
];

test.each([
  [{ candidateType: 'host' }, undefined, 'direct'],
  [{ candidateType: 'prflx' }, { candidateType: 'srflx' }, 'direct'],
  [{ candidateType: 'host' }, { candidateType: 'relay' }, 'relay-udp'],
  [{ candidateType: 'relay', relayProtocol: 'udp' }, undefined, 'relay-udp'],
  [{ candidateType: 'relay', relayProtocol: 'tcp' }, undefined, 'relay-tcp'],
  [{ candidateType: 'relay', relayProtocol: 'tls' }, undefined, 'relay-tls'],
] as const)('[S15] the way of %o to %o is %s', (local, remote, way) => {
  expect(span([], [pair(), ...candidates(local, remote)]).way).toBe(way);
});

test('[S15] of the pair in use: ms there and back, in browsers that name it and that do not', () => {
  const other = { ...pair({ currentRoundTripTime: 9 }), id: 'other', nominated: false };
  const used = pair({ currentRoundTripTime: 0.034 });
  const transport: Entry = { id: 't', type: 'transport', selectedCandidatePairId: 'pair' };
  expect(span([], [other, used]).roundTrip).toBe(34);
  expect(span([], [other, { ...used, nominated: false }, transport]).roundTrip).toBe(34);
  expect(span([], []).roundTrip).toBeUndefined();
});

test('[S15] what was received in the time between: share lost, bits a second, pictures and how long they stood still', () => {
  const sound: Entry = {
    id: 's',
    type: 'inbound-rtp',
    mid: '0',
    packetsReceived: 100,
    packetsLost: 5,
    bytesReceived: 9_000,
  };
  const picture: Entry = {
    id: 'p',
    type: 'inbound-rtp',
    mid: '1',
    packetsReceived: 1_000,
    packetsLost: 0,
    bytesReceived: 50_000,
    headerBytesReceived: 1_000,
    framesDecoded: 300,
    freezeCount: 2,
    totalFreezesDuration: 1.5,
  };
  const stats = span(
    [sound, picture],
    [
      { ...sound, packetsReceived: 150, packetsLost: 15, bytesReceived: 12_000, audioLevel: 0.3 },
      {
        ...picture,
        packetsReceived: 1_140,
        bytesReceived: 150_000,
        headerBytesReceived: 3_000,
        framesDecoded: 340,
        frameWidth: 640,
        frameHeight: 360,
        freezeCount: 3,
        totalFreezesDuration: 1.9,
      },
    ],
    2_000,
  );
  expect(stats.received).toEqual({
    loss: 0.05,
    bitrate: ((3_000 + 100_000 + 2_000) * 8) / 2,
    audioLevel: 0.3,
    video: { width: 640, height: 360, framesPerSecond: 20, freezes: 1, frozenMs: 400 },
    screen: undefined,
  });
});

test('[S15] packets that come late after all are not lost, and another connection’s are no news', () => {
  const before: Entry = { id: 's', type: 'inbound-rtp', mid: '0', packetsReceived: 100, packetsLost: 5 };
  const late = { ...before, packetsReceived: 110, packetsLost: 3 };
  expect(span([before], [late]).received.loss).toBe(0);
  expect(span([before], [{ ...before, packetsReceived: 7, packetsLost: 0 }]).received.loss).toBeUndefined();
});

test('[S15] what was sent is lost as the other says, by how much of each there was', () => {
  const sound: Entry = {
    id: 's',
    type: 'outbound-rtp',
    mid: '0',
    packetsSent: 0,
    bytesSent: 0,
    mediaSourceId: 'm',
  };
  const picture: Entry = {
    id: 'p',
    type: 'outbound-rtp',
    mid: '1',
    packetsSent: 0,
    bytesSent: 0,
    framesPerSecond: 24,
  };
  const { sent } = span(
    [sound, picture],
    [
      { ...sound, packetsSent: 50, bytesSent: 5_000 },
      { ...picture, packetsSent: 150, bytesSent: 45_000, frameWidth: 1280, frameHeight: 720 },
      { id: 'rs', type: 'remote-inbound-rtp', localId: 's', fractionLost: 0.2 },
      { id: 'rp', type: 'remote-inbound-rtp', localId: 'p', fractionLost: 0.04 },
      { id: 'm', type: 'media-source', audioLevel: 0.7 },
    ],
  );
  expect(sent).toEqual({
    loss: (50 * 0.2 + 150 * 0.04) / 200,
    bitrate: 400_000,
    audioLevel: 0.7,
    video: { width: 1280, height: 720, framesPerSecond: 24 },
    screen: undefined,
  });
});

test('[S15] what is not sent, or what a browser does not tell, is absent', () => {
  const silent: Entry = { id: 's', type: 'outbound-rtp', mid: '1', packetsSent: 9, framesPerSecond: 0 };
  const nothing = { loss: undefined, bitrate: 0, audioLevel: undefined, video: undefined, screen: undefined };
  expect(span([silent], [silent])).toEqual({
    at: 6_000,
    roundTrip: undefined,
    way: undefined,
    sent: nothing,
    received: nothing,
  });
});

test('[S15] sound is told by its packets, a picture by its decoded frames', () => {
  const all = reading(0, [
    { id: 'a', type: 'inbound-rtp', mid: '0', packetsReceived: 7 },
    { id: 'v', type: 'inbound-rtp', mid: '1', packetsReceived: 90, framesDecoded: 3 },
    { id: 'x', type: 'outbound-rtp', mid: '1', packetsSent: 5 },
  ]);
  expect(
    (['microphone', 'camera', 'screen'] as const).map((device) => cameOf(all, device, deviceOf)),
  ).toEqual([7, 3, 0]);
});
