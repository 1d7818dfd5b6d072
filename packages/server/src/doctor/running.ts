// Whether a server runs on the data folder, and whether it is what answers at its port.
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { StartFailure } from '../start-failure.ts';
import { isServed, readRunning, type RunningFile } from '../store/running-file.ts';
import { fail, ok, skipped, warn, type Check } from './check.ts';
import { isOpen } from './data-folder.ts';
import { ANSWER_MS, askUnverified } from './unverified.ts';

export type RunningFacts =
  | { readonly name: 'stopped' }
  /** It can't be told. */
  | { readonly name: 'unknown'; readonly why: string }
  /** A server has the folder, and left no word about itself. */
  | { readonly name: 'silent' }
  | { readonly name: 'running'; readonly file: RunningFile; readonly answer: Answer };

export type Answer =
  | { readonly name: 'none'; readonly why: string }
  | {
      readonly name: 'answer';
      readonly status: number;
      /** Of a Parley; another program has none. */
      readonly instance: string | undefined;
      /** PEM of the certificate that it showed; without TLS there is none. */
      readonly certificate?: string;
    };

const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1', '': '127.0.0.1' };

export async function lookForServer(folder: string): Promise<RunningFacts> {
  if (!isOpen(folder)) return { name: 'unknown', why: 'Only who may open the data folder can see it.' };
  try {
    if (!isServed(folder)) return { name: 'stopped' };
  } catch (cause) {
    if (cause instanceof StartFailure) return { name: 'unknown', why: cause.message };
    throw cause;
  }
  const file = readRunning(folder);
  if (!file) return { name: 'silent' };
  return { name: 'running', file, answer: await askHealth(ownUrl(file)) };
}

/** Where this machine reaches the server itself. */
function ownUrl({ host, port, secure }: Pick<RunningFile, 'host' | 'port' | 'secure'>): string {
  const name = EVERYWHERE[host] ?? host;
  return `${secure ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Asks whoever answers there which Parley it is. Whether its certificate is trusted is another question. */
export async function askHealth(url: string): Promise<Answer> {
  try {
    const response = await askUnverified(`${url}/healthz`, 'GET');
    const certificate = certificateOf(response);
    return {
      name: 'answer',
      status: response.statusCode ?? 0,
      instance: instanceIn(await text(response)),
      ...(certificate === undefined ? {} : { certificate }),
    };
  } catch (cause) {
    const isLate = (cause as Error).name === 'AbortError' || (cause as Error).name === 'TimeoutError';
    return {
      name: 'none',
      why: isLate ? `nothing within ${ANSWER_MS / 1_000} s` : (cause as Error).message,
    };
  }
}

export function checkRunning(facts: RunningFacts, folder: string): Check {
  switch (facts.name) {
    case 'stopped':
      return ok('server', `No server runs on ${folder}: this is what one would find.`);
    case 'unknown':
      return skipped('server', `Whether a server runs can't be told. ${facts.why}`);
    case 'silent':
      return warn(
        'server',
        `A server has the data folder ${folder} and has not said where it listens: it is starting, or could not write there.`,
        'Try again in a moment, or restart it.',
      );
    default:
      return judgeAnswer(facts.file, facts.answer);
  }
}

function judgeAnswer(file: RunningFile, answer: Answer): Check {
  const url = ownUrl(file);
  if (answer.name === 'none') {
    return fail(
      'server',
      `The server (process ${file.pid}) does not answer at ${url} (${answer.why}): look at the end of its log, and restart it.`,
    );
  }
  if (answer.instance === file.instance)
    return ok('server', `It runs (process ${file.pid}) and answers at ${url}.`);
  const other = answer.instance === undefined ? 'another program' : 'a Parley with another data folder';
  return fail(
    'server',
    `What answers at ${url} is ${other}, not the server on this data folder (process ${file.pid}): stop that one, or give this one another --port.`,
  );
}

function instanceIn(body: string): string | undefined {
  try {
    const { instance } = JSON.parse(body) as { instance?: unknown };
    return typeof instance === 'string' ? instance : undefined;
  } catch {
    return undefined; // Another program's answer.
  }
}

function certificateOf({ socket }: IncomingMessage): string | undefined {
  const certificate =
    'getPeerX509Certificate' in socket ? (socket as TLSSocket).getPeerX509Certificate() : undefined;
  return certificate?.toString();
}
