// What is known of a call that failed, as lines for the person who runs the server: the same in every language.
import type { Call, CallReport, ConnectionReport } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';

export interface Failure {
  call: Pick<Call, 'id' | 'report'>;
  outcome: CallOutcome;
  /** Ms of the Unix epoch. */
  at: number;
}

/** Whether somebody may have to look into it. */
export function isFailure({ reason }: CallOutcome): boolean {
  return reason === 'media-failed' || reason === 'connection-lost';
}

export function failureReport({ call, outcome, at }: Failure, userAgent: string): string {
  const { reason, by, causes, direction, media, duration } = outcome;
  return [
    `call: ${call.id}`,
    `time: ${new Date(at).toISOString()}`,
    `kind: ${direction} ${media}`,
    `end: ${reason}, by ${by}, after ${Math.round(duration / 1000)} s`,
    `cause here: ${causes.self ?? 'unknown'}`,
    `cause there: ${causes.other ?? 'unknown'}`,
    `browser: ${userAgent}`,
    ...connectionLines(call.report),
  ].join('\n');
}

function connectionLines({ connections }: CallReport): string[] {
  if (connections.length === 0) return ['connections: none was made'];
  return connections.flatMap((one, index) => [`connection ${index + 1}:`, ...linesOf(one)]);
}

function linesOf({ offerer, relayOnly, servers, own, other, errors, states }: ConnectionReport): string[] {
  return [
    `  role: ${offerer ? 'offers' : 'answers'}${relayOnly ? ', relay only' : ''}`,
    `  servers: ${servers.join(', ') || 'none'}`,
    `  candidates here: ${counted(own)}`,
    `  candidates there: ${counted(other)}`,
    `  errors: ${counted(errors)}`,
    `  states: ${states.map(({ after, state }) => `${state} ${(after / 1000).toFixed(1)} s`).join(', ') || 'none'}`,
  ];
}

function counted(counts: Readonly<Record<string, number>>): string {
  return (
    Object.entries(counts)
      .map(([what, n]) => `${n} × ${what}`)
      .join(', ') || 'none'
  );
}
