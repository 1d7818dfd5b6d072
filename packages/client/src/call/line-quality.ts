// How good a standing line is: pure, from what getStats says of it now and then (W3C webrtc-stats).
import type { LineTrouble } from '../api/calls.ts';
import { entriesOf, pairInUse, sum } from './stats-report.ts';

/** What a line has carried so far, at one moment. */
export interface LineSample {
  /** Ms of the Unix epoch, like `heardAt`. */
  readonly at: number;
  /** RTP packets that came, and that were missed, of all streams. */
  readonly received: number;
  readonly lost: number;
  /** Answers to and requests for ICE's own checks: they come while no picture and no sound does. */
  readonly checks: number;
  /** Ms there and back; absent until measured. */
  readonly roundTrip: number | undefined;
  /** Bit/s that congestion control thinks it may send; absent in browsers that don't tell. */
  readonly sendable: number | undefined;
  /** Pictures are sent with less than they would take (W3C webrtc-stats, `qualityLimitationReason`). */
  readonly limited: boolean;
  /** Frames of pictures that came, of all streams. */
  readonly decoded: number;
  /** When anything at all last came from the other side. */
  readonly heardAt: number;
}

export type Quality = 'good' | 'weak';

/** What a line suffers from. */
export type Ailment = Exclude<LineTrouble, 'narrow'>;

/** Between two samples, in ms. */
export const SAMPLING = 2_000;
/** As many intervals as the judgement looks back on. */
const MEMORY = 3;
/** Share of what was sent to us and did not come: from the first on it shows, below the second it hardly does. */
const LOSS = { bad: 0.1, well: 0.07 };
/** Ms: from the first on two people talk into each other's words. */
const ROUND_TRIP = { bad: 600, well: 400 };
/** Ms without anything. Even a line that carries neither sound nor picture has a check every 2.5 s. */
const SILENCE = 3_000;
/** Fewer packets than this in an interval say nothing about the share that is lost. */
const ENOUGH = 20;

type Verdict = 'well' | 'fair' | Ailment;

/**
 * `samples`, oldest first; `before` is what was said last. Silence shows at once, all else when it is there twice in
 * three intervals; and a weak line has to do well three times in a row before it is called good, so that the word does
 * not flicker.
 */
export function judge(samples: readonly LineSample[], before: Quality): Quality {
  const verdicts = verdictsOf(samples);
  if (verdicts.at(-1) === 'silent') return 'weak';
  const bad = verdicts.filter(isAilment).length;
  if (before === 'good') return bad >= 2 ? 'weak' : 'good';
  const recovered = verdicts.length >= MEMORY && verdicts.every((verdict) => verdict === 'well');
  return recovered ? 'good' : 'weak';
}

/** What the last interval that did badly suffered from; nothing where none has, as far as is remembered. */
export function ailmentOf(samples: readonly LineSample[]): Ailment | undefined {
  return verdictsOf(samples).findLast(isAilment);
}

/** Enough of them for the next judgement. */
export function remember(samples: readonly LineSample[], next: LineSample): readonly LineSample[] {
  return [...samples.slice(-MEMORY), next];
}

function verdictsOf(samples: readonly LineSample[]): readonly Verdict[] {
  const recent = samples.slice(-MEMORY - 1);
  return recent.slice(1).flatMap((sample, i) => {
    const previous = recent[i];
    return previous ? [verdictOf(previous, sample)] : [];
  });
}

function isAilment(verdict: Verdict): verdict is Ailment {
  return verdict !== 'well' && verdict !== 'fair';
}

function verdictOf(previous: LineSample, now: LineSample): Verdict {
  const { at, received, lost, checks, roundTrip, heardAt } = now;
  // What has never been counted, a browser may be unable to count.
  if (received + checks > 0 && at - heardAt >= SILENCE) return 'silent';
  // Packets that come late after all are taken back from those lost.
  const missed = Math.max(0, lost - previous.lost);
  const sent = received - previous.received + missed;
  const loss = sent < ENOUGH ? 0 : missed / sent;
  const trip = roundTrip ?? 0;
  if (loss >= LOSS.bad) return 'loss';
  if (trip >= ROUND_TRIP.bad) return 'delay';
  return loss <= LOSS.well && trip <= ROUND_TRIP.well ? 'well' : 'fair';
}

/** Reads one sample; `previous` is the one before it on the same connection. */
export function readSample(report: RTCStatsReport, at: number, previous?: LineSample): LineSample {
  const all = entriesOf(report);
  const streams = all.filter((one) => one.type === 'inbound-rtp');
  const pairs = all.filter((one) => one.type === 'candidate-pair');
  const pair = pairInUse(all, pairs);
  const received = sum(streams, 'packetsReceived');
  // Of all pairs: which of them is the selected one changes when a line dies, too. Those given up are counted no more.
  const checks = sum(pairs, 'responsesReceived') + sum(pairs, 'requestsReceived');
  // By the age that the report itself gives, because its clock need not be this device's. A pair hears more than its streams:
  // reports about what was sent, and in Firefox, which counts no requests, the checks.
  const ages = [...streams, ...pairs].flatMap((one) =>
    one.lastPacketReceivedTimestamp === undefined ? [] : [one.timestamp - one.lastPacketReceivedTimestamp],
  );
  const heard = [previous?.heardAt ?? at];
  if (ages.length > 0) heard.push(at - Math.max(0, Math.min(...ages)));
  else if (received !== previous?.received) heard.push(at);
  // Only where nothing better is known, because it may have come at any time since the sample before.
  if (received === previous?.received && checks > previous.checks) heard.push((at + previous.at) / 2);
  return {
    at,
    received,
    lost: sum(streams, 'packetsLost'),
    checks,
    roundTrip: pair?.currentRoundTripTime === undefined ? undefined : pair.currentRoundTripTime * 1_000,
    sendable: pair?.availableOutgoingBitrate,
    limited: all.some((one) => one.qualityLimitationReason === 'bandwidth'),
    decoded: sum(streams, 'framesDecoded'),
    heardAt: Math.max(...heard),
  };
}
