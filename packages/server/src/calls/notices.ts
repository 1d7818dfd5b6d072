// Calls told to devices that have no page open, by notification, until each notice is taken back (protocol C24).
import type { CallId, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { CallNotices, NoticeOutcome } from '../realtime-api.ts';
import type { Directory } from '../session/directory.ts';
import type { CallRegister, Entry } from './call-register.ts';
import { memberOf, seatsOf, type Call, type Member } from './call.ts';
import type { CallEvent } from './step.ts';

/** A device that is awake says that it rings well within this. */
const PATIENCE_MS = 3_000;

export interface NoticesOptions {
  clock: Clock;
  directory: Directory;
  register: CallRegister;
  notices: CallNotices;
  apply: (entry: Entry, event: CallEvent) => void;
}

interface Sent {
  readonly user: UserId;
  /** Sign-ins whose devices know by themselves how it went on. */
  readonly aware: Set<string>;
}

export class Notices {
  readonly #options: NoticesOptions;
  readonly #sent = new Map<CallId, Sent>();

  constructor(options: NoticesOptions) {
    this.#options = options;
  }

  /** Whether a call may reach them where no session of theirs is. */
  reaches(user: UserId): boolean {
    return this.#options.notices.reaches(user);
  }

  send(entry: Entry, user: UserId): void {
    const { clock, notices, apply } = this.#options;
    const { id, caller, media } = entry.call;
    this.#sent.set(id, { user, aware: new Set() });
    apply(entry, { name: 'notice', user, is: 'sent', now: clock.now() });
    void notices.ring({ call: id, from: caller, to: user, media }).then((taken) => {
      const isOn = this.#options.register.live(id) === entry;
      if (isOn) apply(entry, { name: 'notice', user, is: taken ? 'taken' : 'refused', now: clock.now() });
    });
  }

  /** Their pages are told of the call. Where none of them says soon that it rings, they may all be asleep. */
  watch(entry: Entry, user: UserId): void {
    this.#options.clock.after(PATIENCE_MS, () => {
      const { call } = entry;
      const member = memberOf(call, user);
      const rings = this.#options.register.live(call.id) === entry && call.state === 'ringing';
      if (rings && member && isSilent(member) && this.reaches(user)) this.send(entry, user);
    });
  }

  /** Its device knows, and is not told. */
  isAware(id: CallId, signIn: string): void {
    this.#sent.get(id)?.aware.add(signIn);
  }

  /** Takes the notice back once the call is answered or over. */
  settle(call: Call): void {
    const sent = this.#sent.get(call.id);
    const member = sent && memberOf(call, sent.user);
    if (!sent || !member) return;
    const outcome = outcomeOf(call, member);
    if (outcome === undefined) return;
    this.#sent.delete(call.id);
    const { directory, notices } = this.#options;
    for (const { session } of seatsOf(member)) {
      const signIn = directory.get(session)?.signIn;
      if (signIn !== undefined) sent.aware.add(signIn);
    }
    const { id, caller, media } = call;
    notices.settle({ call: id, from: caller, to: sent.user, media, outcome, aware: sent.aware });
  }

  close(): void {
    this.#sent.clear();
  }
}

function isSilent(member: Member): boolean {
  return member.state === 'invited' && !member.seats.some(({ rings }) => rings);
}

function outcomeOf(call: Call, member: Member): NoticeOutcome | undefined {
  if (member.state === 'joined') return 'answered';
  if (call.state !== 'ended') return undefined;
  return call.reason === 'declined' && call.by === member.user ? 'declined' : 'missed';
}
