// What is read of a connection's statistics (W3C webrtc-stats), and read once for all who want it at about the same time.
import type { Platform } from '../connection/platform.ts';

/** The members of any statistic that are looked at. No browser has them all. */
export interface Stats {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: string;
  readonly mid?: string;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly localId?: string;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly headerBytesReceived?: number;
  readonly headerBytesSent?: number;
  readonly audioLevel?: number;
  readonly mediaSourceId?: string;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesPerSecond?: number;
  readonly framesDecoded?: number;
  readonly framesSent?: number;
  readonly freezeCount?: number;
  readonly totalFreezesDuration?: number;
  readonly lastPacketReceivedTimestamp?: number;
  readonly selectedCandidatePairId?: string;
  readonly nominated?: boolean;
  readonly state?: string;
  readonly currentRoundTripTime?: number;
  readonly availableOutgoingBitrate?: number;
  readonly qualityLimitationReason?: string;
  readonly responsesReceived?: number;
  readonly requestsReceived?: number;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly candidateType?: string;
  readonly protocol?: string;
  readonly relayProtocol?: string;
}

/** The members that only ever grow. */
export type Counter = {
  [Key in keyof Stats]-?: number extends NonNullable<Stats[Key]> | undefined ? Key : never;
}[keyof Stats];

export function entriesOf(report: RTCStatsReport): readonly Stats[] {
  return [...(report as unknown as ReadonlyMap<string, Stats>).values()];
}

/** The pair in use. Not every browser has statistics of transports that name it. */
export function pairInUse(all: readonly Stats[], pairs: readonly Stats[]): Stats | undefined {
  const selected = all.find((one) => one.type === 'transport')?.selectedCandidatePairId;
  return selected === undefined
    ? pairs.find((one) => one.nominated && one.state === 'succeeded')
    : pairs.find((one) => one.id === selected);
}

export function sum(all: readonly Stats[], member: Counter): number {
  return all.reduce((total, one) => total + (one[member] ?? 0), 0);
}

export interface Reading {
  /** Ms of the Unix epoch. */
  readonly at: number;
  readonly report: RTCStatsReport;
}

export interface StatsReader {
  /** `maxAge`: ms that what was read last may be old. Nothing where there is no connection any more. */
  read(maxAge: number): Promise<Reading | undefined>;
}

export function createStatsReader(
  { now }: Pick<Platform, 'now'>,
  stats: () => Promise<RTCStatsReport | undefined>,
): StatsReader {
  let last: { at: number; reading: Promise<Reading | undefined> } | undefined;
  const readNow = async (): Promise<Reading | undefined> => {
    const report = await stats();
    return report && { at: now(), report };
  };
  return {
    read(maxAge) {
      if (!last || now() - last.at > maxAge) last = { at: now(), reading: readNow() };
      return last.reading;
    },
  };
}
