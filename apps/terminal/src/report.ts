// What happens, for a person as sentences or for a program as lines of JSON.
import {
  assertNever,
  type CallMedia,
  type CallStats,
  type Device,
  type EndReason,
  type ErrorCode,
} from '@parley/client';
import type { Writable } from 'node:stream';
import { callEnd, type ExitCode } from './exit.ts';

/** One line of `--json`, documented in docs/terminal.md. Times are ms of the Unix epoch, durations seconds. */
export type Happening =
  | { event: 'connected'; account: string; server: string }
  | { event: 'interrupted' }
  | { event: 'reconnected'; recovered: boolean }
  | { event: 'online' | 'offline'; account: string }
  | { event: 'text'; id: string; from: string; to: string; text: string; at: number }
  | { event: 'sent' | 'delivered'; id: string; to: string }
  | { event: 'not-delivered'; id: string; to: string; code: ErrorCode }
  | { event: 'typing'; from: string; on: boolean }
  | {
      event: 'call';
      id: string;
      with: string;
      direction: 'outgoing' | 'incoming';
      media: CallMedia;
      state: 'dialling' | 'ringing' | 'connecting' | 'active';
    }
  | { event: 'ended'; id: string; with: string; reason: EndReason; seconds: number }
  | { event: 'output'; with: string; device: Device; on: boolean }
  | ({ event: 'stats' } & CallStats)
  | { event: 'recorded'; file: string; seconds: number; with: string }
  /** Something of this side's has gone wrong, and the program goes on. */
  | { event: 'problem'; exit: ExitCode; sentence: string }
  | { event: 'note'; sentence: string }
  /** The last line where the program fails. */
  | { event: 'failed'; exit: ExitCode; sentence: string };

export type Report = (happening: Happening) => void;

/** `write` takes a line without its end. */
export function createReport(json: boolean, write: (line: string) => void): Report {
  return (happening) => {
    const line = json ? asJson(happening) : sentenceOf(happening);
    if (line !== undefined) write(line);
  };
}

export function lineWriter(stream: Writable): (line: string) => void {
  return (line) => void stream.write(`${line}\n`);
}

/** Terminals obey C1 controls as they do C0; JSON escapes only these. */
function asJson(happening: Happening): string {
  return JSON.stringify(happening).replaceAll(
    /[\u007F-\u009F]/g,
    (control) => String.raw`\u00` + control.charCodeAt(0).toString(16),
  );
}

/** What others write must not move the cursor, nor look as if it were a line of somebody else's. */
export function harmless(text: string, indent = ''): string {
  // oxlint-disable-next-line no-control-regex
  const visible = text.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '\uFFFD');
  return visible.replaceAll('\n', `\n${indent}`);
}

function sentenceOf(happening: Happening): string | undefined {
  switch (happening.event) {
    case 'connected':
      return `${happening.account} is signed in at ${happening.server}.`;
    case 'interrupted':
      return 'The line to the server is lost. It is looked for.';
    case 'reconnected':
      return 'The line to the server is back.';
    case 'online':
      return `${happening.account} is online.`;
    case 'offline':
      return `${happening.account} has gone.`;
    case 'text': {
      const { from, text } = happening;
      return `${from}: ${harmless(text, ' '.repeat(from.length + 2))}`;
    }
    case 'typing':
      return happening.on ? `${happening.from} is typing…` : undefined;
    case 'sent':
      return undefined;
    case 'delivered':
      return 'Delivered.';
    case 'not-delivered':
      return notDelivered(happening.to, happening.code);
    case 'stats':
      return statsLine(happening);
    case 'recorded':
      return `Recorded ${happening.seconds.toFixed(1)} s: ${happening.file}`;
    case 'problem':
    case 'note':
    case 'failed':
      return happening.sentence;
    default:
      return callSentence(happening);
  }
}

function callSentence(
  happening: Extract<Happening, { event: 'call' | 'ended' | 'output' }>,
): string | undefined {
  const { with: other } = happening;
  switch (happening.event) {
    case 'ended': {
      const { sentence } = callEnd(happening.reason, other);
      return happening.seconds > 0 ? `${sentence} It lasted ${happening.seconds.toFixed(1)} s.` : sentence;
    }
    case 'output':
      return `${other} has turned the ${happening.device} ${happening.on ? 'on' : 'off'}.`;
    case 'call':
      break;
    default:
      return assertNever(happening);
  }
  switch (happening.state) {
    case 'dialling':
      return `Calling ${other}…`;
    case 'ringing':
      return happening.direction === 'incoming'
        ? `${other} calls (${happening.media}).`
        : `It rings at ${other}'s.`;
    case 'connecting':
      return 'Accepted.';
    case 'active':
      return `In a call with ${other}.`;
    default:
      return assertNever(happening.state);
  }
}

export function notDelivered(to: string, code: ErrorCode): string {
  return code === 'not-delivered'
    ? `Not delivered: ${to} is not online, or went before having it.`
    : `Not delivered to ${to} (${code}).`;
}

function statsLine({ roundTrip, way, sent, received }: CallStats): string {
  const direction = ({ bitrate, loss, video }: CallStats['sent']): string =>
    [
      `${Math.round(bitrate / 1_000)} kbit/s`,
      ...(video?.width === undefined
        ? []
        : [`${video.width}x${video.height}@${Math.round(video.framesPerSecond ?? 0)}`]),
      ...(loss === undefined ? [] : [`${(loss * 100).toFixed(1)} % lost`]),
    ].join(' ');
  const trip = roundTrip === undefined ? '? ms' : `${Math.round(roundTrip)} ms`;
  return `${trip} ${way ?? ''} | sends ${direction(sent)} | receives ${direction(received)}`;
}
