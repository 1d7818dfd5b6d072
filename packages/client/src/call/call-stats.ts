// Two readings of a connection's statistics, about a second apart, in plain terms: pure (W3C webrtc-stats).
import type {
  CallStats,
  DirectionStats,
  PictureStats,
  ReceivedPictureStats,
  Way,
} from '../api/call-stats.ts';
import type { Device } from '../api/media.ts';
import { entriesOf, pairInUse, sum, type Counter, type Reading, type Stats } from './stats-report.ts';

/** A stream as it is, and how much of each member is new since the reading before. */
interface Stream {
  readonly now: Stats;
  readonly device: Device | undefined;
  grown(member: Counter): number;
}

export interface StatsSpan {
  before: Reading;
  now: Reading;
  /** Which device the media section with this name is for. */
  deviceOf: (mid: string | undefined) => Device | undefined;
}

export function statsOf({ before, now, deviceOf }: StatsSpan): CallStats {
  const all = entriesOf(now.report);
  const older = new Map(entriesOf(before.report).map((one) => [one.id, one]));
  const seconds = Math.max(0.001, (now.at - before.at) / 1_000);
  const streams = (type: string): Stream[] =>
    all
      .filter((one) => one.type === type)
      .map((one) => ({
        now: one,
        device: deviceOf(one.mid),
        grown: (member) => Math.max(0, (one[member] ?? 0) - (older.get(one.id)?.[member] ?? 0)),
      }));
  const pairs = all.filter((one) => one.type === 'candidate-pair');
  const pair = pairInUse(all, pairs);
  return {
    at: now.at,
    roundTrip: times(1_000, pair?.currentRoundTripTime),
    way: wayOf(pair, all),
    sent: sentOf(streams('outbound-rtp'), all, seconds),
    received: receivedOf(streams('inbound-rtp'), seconds),
  };
}

function sentOf(
  streams: readonly Stream[],
  all: readonly Stats[],
  seconds: number,
): DirectionStats<PictureStats> {
  const reports = streams.flatMap((stream) => {
    const share = all.find((one) => one.type === 'remote-inbound-rtp' && one.localId === stream.now.id);
    const packets = stream.grown('packetsSent');
    return share?.fractionLost === undefined || packets === 0 ? [] : [{ packets, share: share.fractionLost }];
  });
  const packets = reports.reduce((total, one) => total + one.packets, 0);
  const lost = reports.reduce((total, one) => total + one.packets * one.share, 0);
  const sound = streams.find(({ device, grown }) => device === 'microphone' && grown('packetsSent') > 0);
  const pictureOf = (device: Device): PictureStats | undefined => {
    const stream = streams.find((one) => one.device === device && one.grown('packetsSent') > 0);
    return stream && sizeOf(stream, 'framesSent', seconds);
  };
  return {
    loss: packets === 0 ? undefined : lost / packets,
    bitrate: bitrateOf(streams, ['bytesSent', 'headerBytesSent'], seconds),
    audioLevel: sound && all.find(({ id }) => id === sound.now.mediaSourceId)?.audioLevel,
    video: pictureOf('camera'),
    screen: pictureOf('screen'),
  };
}

function receivedOf(streams: readonly Stream[], seconds: number): DirectionStats<ReceivedPictureStats> {
  const came = streams.reduce((total, one) => total + one.grown('packetsReceived'), 0);
  const lost = streams.reduce((total, one) => total + one.grown('packetsLost'), 0);
  const sound = streams.find(({ device, grown }) => device === 'microphone' && grown('packetsReceived') > 0);
  const pictureOf = (device: Device): ReceivedPictureStats | undefined => {
    const stream = streams.find((one) => one.device === device && one.grown('packetsReceived') > 0);
    if (!stream) return undefined;
    const counts = stream.now.freezeCount !== undefined;
    return {
      ...sizeOf(stream, 'framesDecoded', seconds),
      freezes: counts ? stream.grown('freezeCount') : undefined,
      frozenMs: counts ? Math.round(stream.grown('totalFreezesDuration') * 1_000) : undefined,
    };
  };
  return {
    loss: came + lost === 0 ? undefined : lost / (came + lost),
    bitrate: bitrateOf(streams, ['bytesReceived', 'headerBytesReceived'], seconds),
    audioLevel: sound?.now.audioLevel,
    video: pictureOf('camera'),
    screen: pictureOf('screen'),
  };
}

function sizeOf({ now, grown }: Stream, frames: Counter, seconds: number): PictureStats {
  const counted = now[frames] === undefined ? undefined : grown(frames) / seconds;
  return {
    width: now.frameWidth,
    height: now.frameHeight,
    framesPerSecond: now.framesPerSecond ?? counted,
  };
}

function bitrateOf(streams: readonly Stream[], members: readonly Counter[], seconds: number): number {
  const bytes = streams.reduce(
    (total, { grown }) => total + members.reduce((own, one) => own + grown(one), 0),
    0,
  );
  return Math.round((bytes * 8) / seconds);
}

/** A relay of the other's is reached as its candidate says, RFC 8656's from a client of this side's as `relayProtocol` says. */
function wayOf(pair: Stats | undefined, all: readonly Stats[]): Way | undefined {
  const local = all.find(({ id }) => id === pair?.localCandidateId);
  const remote = all.find(({ id }) => id === pair?.remoteCandidateId);
  if (!local) return undefined;
  if (local.candidateType !== 'relay') return remote?.candidateType === 'relay' ? 'relay-udp' : 'direct';
  const { relayProtocol } = local;
  return relayProtocol === 'tcp' || relayProtocol === 'tls' ? `relay-${relayProtocol}` : 'relay-udp';
}

function times(factor: number, value: number | undefined): number | undefined {
  return value === undefined ? undefined : value * factor;
}

/** How much has come of one device, in what it is told by: packets of sound, decoded frames of a picture. */
export function cameOf({ report }: Reading, device: Device, deviceOf: StatsSpan['deviceOf']): number {
  const streams = entriesOf(report).filter(
    ({ type, mid }) => type === 'inbound-rtp' && deviceOf(mid) === device,
  );
  return sum(streams, device === 'microphone' ? 'packetsReceived' : 'framesDecoded');
}
