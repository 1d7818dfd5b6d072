// Why the program ends: one sentence for a person, and a code for whatever started it.
import { assertNever, ParleyError, type EndReason, type ErrorCode } from '@parley/client';

/** The exit codes of `parley-cli`, documented in docs/terminal.md. */
export const EXIT = {
  ok: 0,
  /** Understood and refused: a text too long, a file that can't be read. */
  refused: 1,
  /** Unknown command or flag, bad value, nothing to sign in with. */
  usage: 2,
  /** No server there, no Parley there, or a certificate that is not trusted. */
  unreachable: 3,
  /** Wrong password, banned, too many attempts. */
  signIn: 4,
  /** Displaced by a sign-in elsewhere, or the sign-in has ended. */
  signedOut: 5,
  notOnline: 6,
  busy: 7,
  declined: 8,
  noAnswer: 9,
  /** The call's media never connected, or its line was lost. */
  lost: 10,
  /** By the operator's code, or no device of theirs can call. */
  blocked: 11,
  /** ffmpeg or ffplay is not installed. */
  ffmpeg: 12,
  /** A camera, microphone, file or recording did not start, or stopped before its time. */
  device: 13,
  /** There is no WebRTC package. */
  webrtc: 14,
  notBuilt: 15,
  /** A bug (sysexits' EX_SOFTWARE). */
  crashed: 70,
  /** Ctrl-C: before a call was answered, or a second time. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The message is a whole sentence that says what happened and what to do. */
export class Failure extends Error {
  readonly exit: ExitCode;

  constructor(exit: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Failure';
    this.exit = exit;
  }
}

export function usage(message: string): Failure {
  return new Failure(EXIT.usage, message);
}

/** How a call ended, for whom it was with. */
export function callEnd(reason: EndReason, other: string): { exit: ExitCode; sentence: string } {
  switch (reason) {
    case 'hung-up':
      return { exit: EXIT.ok, sentence: `The call with ${other} is over.` };
    case 'answered-elsewhere':
      return { exit: EXIT.ok, sentence: 'The call was answered on another device.' };
    case 'cancelled':
      return {
        exit: EXIT.interrupted,
        sentence: `The call with ${other} was given up before it was answered.`,
      };
    case 'unavailable':
      return { exit: EXIT.notOnline, sentence: `${other} is not online.` };
    case 'busy':
      return { exit: EXIT.busy, sentence: `${other} is in another call.` };
    case 'do-not-disturb':
      return { exit: EXIT.busy, sentence: `${other} does not want to be disturbed.` };
    case 'declined':
      return { exit: EXIT.declined, sentence: `The call with ${other} was declined.` };
    case 'no-answer':
      return { exit: EXIT.noAnswer, sentence: `Nobody answered the call with ${other}.` };
    case 'connection-lost':
      return { exit: EXIT.lost, sentence: `The line to ${other} was lost.` };
    case 'media-failed':
      return { exit: EXIT.lost, sentence: `No way was found between this machine and ${other}'s.` };
    case 'blocked':
      return {
        exit: EXIT.blocked,
        sentence: `${other} can't be called: the server does not allow it, or no device of theirs can take calls.`,
      };
    case 'displaced':
      return {
        exit: EXIT.signedOut,
        sentence: 'The call has ended here: the account has signed in elsewhere.',
      };
    default:
      return assertNever(reason);
  }
}

/** A sign-in that failed, or a connection that is over. */
export function connectionFailure(
  error: unknown,
  { server, account }: { server: string; account: string },
): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof TypeError || error instanceof RangeError) return usage(`${error.message}.`);
  if (!(error instanceof ParleyError)) throw error;
  const [exit, sentence] = OF_CONNECTIONS[error.code]?.({ server, account }) ?? [
    EXIT.refused,
    `The server at ${server} refuses (${error.code}).`,
  ];
  // The SDK's own words are a sentence, or else the code again.
  const said = error.message === error.code ? sentence : `${sentence} ${error.message}`;
  const wait = error.retryAfter === undefined ? '' : ` Try again in ${Math.ceil(error.retryAfter)} s.`;
  return new Failure(exit, said + wait, { cause: error });
}

type Told = (at: { server: string; account: string }) => [ExitCode, string];

const OF_CONNECTIONS: Partial<Record<ErrorCode, Told>> = {
  offline: ({ server }) => [
    EXIT.unreachable,
    `There is no Parley server at ${server}: --server names another.`,
  ],
  internal: ({ server }) => [EXIT.unreachable, `What is at ${server} does not answer as a Parley server.`],
  'certificate-untrusted': ({ server }) => [
    EXIT.unreachable,
    `The certificate of ${server} is not trusted: --ca FILE names that of its authority.`,
  ],
  'https-required': ({ server }) => [EXIT.unreachable, `${server} is to be reached by https:// only.`],
  'server-busy': ({ server }) => [EXIT.unreachable, `The server at ${server} is busy.`],
  'server-full': ({ server }) => [EXIT.unreachable, `The server at ${server} takes no more accounts.`],
  'disk-full': ({ server }) => [EXIT.unreachable, `The server at ${server} has no room left.`],
  'unsupported-version': ({ server }) => [
    EXIT.unreachable,
    `The server at ${server} speaks another version: use the parley-cli of that server.`,
  ],
  'wrong-password': ({ account }) => [
    EXIT.signIn,
    `${account} has another password, or there is no such account and the server takes no new ones.`,
  ],
  'account-invalid': ({ account }) => [
    EXIT.signIn,
    `"${account}" can't be an account: a name has 1 to 32 letters, digits, ".", "_" or "-".`,
  ],
  'password-invalid': () => [EXIT.signIn, 'A password has 8 to 1,024 bytes.'],
  'account-banned': ({ account }) => [EXIT.signIn, `${account} is banned: ask the operator.`],
  'account-taken': ({ account }) => [
    EXIT.signIn,
    `${account} belongs to somebody who signs in by another way.`,
  ],
  'token-invalid': () => [EXIT.signIn, 'The token has ended, was used before, or is not for this server.'],
  'too-many-attempts': () => [EXIT.signIn, 'There were too many wrong sign-ins.'],
  displaced: ({ account }) => [
    EXIT.signedOut,
    `${account} has signed in elsewhere, so this session is over.`,
  ],
  'signed-out': ({ account }) => [EXIT.signedOut, `The sign-in of ${account} has ended.`],
};
