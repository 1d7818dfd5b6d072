// How large pictures are sent over the line there is: pure, from what the line is found to carry. Within a step the
// browser's own congestion control does the rest; this does what it does not, or not in time: begin small on a line that
// nobody knows, come down at once, and give the pictures up where they would cost the voice.
import type { Device } from '../api/media.ts';

/** `unproven`: nothing is known of the line yet. `voice`: no pictures, so that the voice is clear. */
export type PictureStep = 'unproven' | 'voice' | 'small' | 'medium' | 'full';

/** What is known of the line at one moment. */
export interface LineLook {
  /** Ms of the Unix epoch. */
  readonly at: number;
  /** Bit/s that congestion control thinks it may send; absent in browsers that don't tell. */
  readonly sendable: number | undefined;
  /** The pictures would take more than the line gives, so that what it gives is known. */
  readonly limited: boolean;
  /** Ms. */
  readonly roundTrip: number | undefined;
  /** When anything at all last came from the other side, like `at`. */
  readonly heardAt: number;
}

export interface PictureFlow {
  readonly step: PictureStep;
  /** Since when, like `at`. */
  readonly since: number;
  /** The first answer, which is only where the browser starts. */
  readonly first: number | undefined;
  /** Ms of the shortest round trip: what is beyond it is spent in queues. */
  readonly fastest: number | undefined;
  /** Looks in a row that spoke for more, and that found the line flooded. */
  readonly well: number;
  readonly flooded: number;
  /** Ms until more is tried without being sure: longer after each try that failed. */
  readonly patience: number;
  /** Until when a try runs, during which a low figure says nothing. */
  readonly trying: number;
  /** Until when the line is only coming back from silence, so that its figures tell of that alone. */
  readonly recovering: number;
}

/** kbit/s below which a step is too much, and from which on it is enough. */
const NEEDS = { medium: { least: 250, enough: 350 }, full: { least: 500, enough: 700 } } as const;
/** kbit/s that the voice needs a good part of; and ms of queue in which it comes too late. */
const FLOODED = { below: 120, queue: 300 };
/** Ms by which Chromium has heard of its first probes on a line of 240 kbit/s; on a good one it takes 250. */
const PROVEN = 700;
/** Share by which an answer must differ from the first to be news. */
const NEWS = 0.05;
const PATIENCE = { first: 10_000, longest: 80_000 };
/** Ms that a try runs at least, and after which it has stood its test. */
const TRY = 6_000;
const STOOD = 30_000;
/** Ms without anything after which a line is silent, and after its end until congestion control has found its feet again. */
const SILENCE = { from: 3_000, recovery: 6_000 };

export function beginFlow(at: number): PictureFlow {
  return {
    step: 'unproven',
    since: at,
    first: undefined,
    fastest: undefined,
    well: 0,
    flooded: 0,
    patience: PATIENCE.first,
    trying: at,
    recovering: at,
  };
}

export function stepFlow(before: PictureFlow, look: LineLook): PictureFlow {
  const fastest = Math.min(before.fastest ?? Infinity, look.roundTrip ?? Infinity);
  const flow = { ...before, fastest: fastest === Infinity ? undefined : fastest };
  if (flow.step !== 'unproven' && look.at - look.heardAt >= SILENCE.from)
    return { ...flow, well: 0, flooded: 0, recovering: look.at + SILENCE.recovery };
  if (look.at < flow.recovering) return flow;
  if (flow.step === 'unproven') return prove(flow, look);
  if (flow.step === 'voice') return tryPictures(flow, look);
  if (look.sendable === undefined) return flow;
  const queue = (look.roundTrip ?? 0) - (flow.fastest ?? 0);
  const kbits = look.sendable / 1000;
  const flooded = kbits < FLOODED.below && queue >= FLOODED.queue ? flow.flooded + 1 : 0;
  if (flooded >= 2) return backTo('voice', flow, look.at);
  const fits = fitting(flow.step, kbits);
  if (rank(fits) < rank(flow.step))
    return { ...(look.at < flow.trying ? { ...flow, well: 0 } : backTo(fits, flow, look.at)), flooded };
  const well = rank(fits) > rank(flow.step) ? flow.well + 1 : 0;
  if (well >= 2) return enter(fits, flow, look.at);
  // A still picture asks little of the line, and so nobody learns what it would carry.
  const dares =
    flow.step !== 'full' &&
    !look.limited &&
    look.at - flow.since >= flow.patience &&
    queue < FLOODED.queue / 2;
  if (dares) return { ...enter(above(flow.step), flow, look.at), trying: look.at + TRY };
  return { ...flow, flooded, well };
}

/** What the line is said to carry, with some room between up and down. */
function fitting(step: PictureStep, kbits: number): 'small' | 'medium' | 'full' {
  if (kbits >= (step === 'full' ? NEEDS.full.least : NEEDS.full.enough)) return 'full';
  return kbits >= (step === 'small' ? NEEDS.medium.enough : NEEDS.medium.least) ? 'medium' : 'small';
}

function prove(flow: PictureFlow, { at, sendable, roundTrip }: LineLook): PictureFlow {
  const late = at - flow.since >= PROVEN;
  // The pair in use is known and says nothing of it: this browser does not tell.
  if (sendable === undefined) return late && roundTrip !== undefined ? enter('full', flow, at) : flow;
  const first = flow.first ?? sendable;
  const news = Math.abs(sendable - first) > first * NEWS;
  return late || news ? enter(fitting('small', sendable / 1000), flow, at) : { ...flow, first };
}

/** Only a try tells whether the line has become better: sound alone does not measure it. */
function tryPictures(flow: PictureFlow, { at, roundTrip }: LineLook): PictureFlow {
  if (at - flow.since < flow.patience) return flow;
  return { ...enter('small', flow, at), trying: at + TRY, fastest: roundTrip ?? flow.fastest };
}

function enter(step: PictureStep, flow: PictureFlow, at: number): PictureFlow {
  return { ...flow, step, since: at, well: 0, flooded: 0, trying: at };
}

function backTo(step: PictureStep, flow: PictureFlow, at: number): PictureFlow {
  const failed = flow.trying > flow.since && at - flow.since < STOOD;
  const patience = failed ? Math.min(flow.patience * 2, PATIENCE.longest) : PATIENCE.first;
  return { ...enter(step, flow, at), patience };
}

const ORDER = ['unproven', 'voice', 'small', 'medium', 'full'] as const;
const rank = (step: PictureStep): number => ORDER.indexOf(step);
const above = (step: PictureStep): PictureStep => ORDER[rank(step) + 1] ?? 'full';

/** How one device's track is encoded (W3C WebRTC §5.2.6, `RTCRtpEncodingParameters`). */
export type Shape = Pick<
  RTCRtpEncodingParameters,
  'active' | 'maxBitrate' | 'maxFramerate' | 'scaleResolutionDownBy' | 'priority' | 'networkPriority'
>;

/** Lines of the picture in each step. */
const LINES = { unproven: 180, voice: 180, small: 270, medium: 540, full: Infinity };
/** Bit/s, and frames a second, where little data is wanted. */
const SAVER = { lines: 360, camera: { rate: 250_000, frames: 15 }, screen: { rate: 400_000, frames: 5 } };
/** Bit/s: what may go over a line of which nothing is known. */
const UNPROVEN = 150_000;

/** `saver`: either side wants little data. `lines`: of the camera's shorter side. */
export function shapeOf(
  device: Device,
  { step, saver, lines }: { step: PictureStep; saver: boolean; lines: number },
): Shape {
  if (device === 'microphone') return { active: true, priority: 'high', networkPriority: 'high' };
  const { rate, frames } = SAVER[device];
  const narrow = step === 'unproven' || step === 'small';
  const limits = [...(saver ? [rate] : []), ...(step === 'unproven' ? [UNPROVEN] : [])];
  const shape: Shape = {
    active: step !== 'voice',
    // What is shown is what is talked about: it goes before the faces.
    priority: device === 'screen' ? 'medium' : 'low',
    ...(limits.length > 0 && { maxBitrate: Math.min(...limits) }),
    ...((saver || (device === 'screen' && narrow)) && { maxFramerate: frames }),
  };
  if (device === 'screen') return shape;
  return {
    ...shape,
    scaleResolutionDownBy: Math.max(1, lines / Math.min(LINES[step], saver ? SAVER.lines : Infinity)),
  };
}
