// What a hello means for an account's sessions: a pure decision (protocol S4–S9).
import { CLOSE, type DeviceId, type SessionId } from '@parley/protocol';

/** What is to be known of a live session. */
export interface Live {
  readonly id: SessionId;
  readonly device: DeviceId;
  canReplayFrom(seq: number): boolean;
}

export interface Hello<S extends Live> {
  readonly device: DeviceId;
  readonly resume: { readonly session: SessionId; readonly seq: number } | undefined;
  /** The account's live sessions. */
  readonly own: readonly S[];
  readonly policy: 'replace' | 'multiple';
  /** Sessions that the server may still begin. */
  readonly room: number;
}

export type Admission<S extends Live> =
  | { readonly name: 'refuse'; readonly code: number }
  | { readonly name: 'resume'; readonly session: S; readonly seq: number }
  | {
      readonly name: 'begin';
      readonly displaces: readonly S[];
      /** Sessions of the same device: it has given them up, and nobody is displaced. */
      readonly supersedes: readonly S[];
    };

export function admit<S extends Live>({ device, resume, own, policy, room }: Hello<S>): Admission<S> {
  const wanted = own.find((session) => session.id === resume?.session);
  if (wanted && resume && wanted.canReplayFrom(resume.seq)) {
    return { name: 'resume', session: wanted, seq: resume.seq };
  }
  // A page that asked before, and whose line broke before it heard the welcome, meets its own session here (I6).
  const isOwn = (session: S): boolean => session === wanted || session.device === device;
  const supersedes = own.filter(isOwn);
  const others = policy === 'replace' ? own.filter((session) => !isOwn(session)) : [];
  if (resume && others.length > 0) return { name: 'refuse', code: CLOSE.displaced };
  if (room + supersedes.length + others.length <= 0) return { name: 'refuse', code: CLOSE.serverFull };
  return { name: 'begin', displaces: others, supersedes };
}
