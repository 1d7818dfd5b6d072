// What a hello means for an account's sessions: a pure decision (protocol S4–S9).
import { CLOSE, type SessionId } from '@parley/protocol';

/** What is to be known of a live session. */
export interface Live {
  readonly id: SessionId;
  /** The session that this one's client last knew, where it began in answer to a vain resume. */
  readonly standsInFor: SessionId | undefined;
  canReplayFrom(seq: number): boolean;
}

export interface Hello<S extends Live> {
  readonly resume: { readonly session: SessionId; readonly seq: number } | undefined;
  /** The account's live sessions. */
  readonly own: readonly S[];
  readonly policy: 'replace' | 'multiple';
  /** Sessions that the server may still begin. */
  readonly room: number;
}

export type Admission<S extends Live> =
  | { readonly name: 'refuse'; readonly code: number }
  | { readonly name: 'resume'; readonly session: S; readonly recovered: boolean }
  | {
      readonly name: 'begin';
      readonly standsInFor: SessionId | undefined;
      readonly displaces: readonly S[];
      readonly supersedes: readonly S[];
    };

export function admit<S extends Live>(hello: Hello<S>): Admission<S> {
  const admission = hello.resume ? comingBack(hello, hello.resume) : newcomer(hello);
  if (admission.name !== 'begin') return admission;
  const freed = admission.displaces.length + admission.supersedes.length;
  return hello.room + freed > 0 ? admission : { name: 'refuse', code: CLOSE.serverFull };
}

function newcomer<S extends Live>({ own, policy }: Hello<S>): Admission<S> {
  const displaces = policy === 'replace' ? own : [];
  return { name: 'begin', standsInFor: undefined, displaces, supersedes: [] };
}

function comingBack<S extends Live>(
  { own, policy }: Hello<S>,
  resume: { readonly session: SessionId; readonly seq: number },
): Admission<S> {
  const standsInFor = resume.session;
  const wanted = own.find((session) => session.id === resume.session);
  if (wanted?.canReplayFrom(resume.seq)) return { name: 'resume', session: wanted, recovered: true };
  if (wanted) return { name: 'begin', standsInFor, displaces: [], supersedes: [wanted] };
  // The client asked before and the line broke before it heard the welcome. That is no takeover of itself (I6).
  const standIn = own.find((session) => session.standsInFor === resume.session);
  if (standIn?.canReplayFrom(0)) return { name: 'resume', session: standIn, recovered: false };
  if (standIn) return { name: 'begin', standsInFor, displaces: [], supersedes: [standIn] };
  if (policy === 'replace' && own.length > 0) return { name: 'refuse', code: CLOSE.displaced };
  return { name: 'begin', standsInFor, displaces: [], supersedes: [] };
}
