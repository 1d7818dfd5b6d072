// Begins, resumes and ends sessions, and tells the rest of the server about it (protocol S1–S11).
import { assertNever, CLOSE, mintSessionId, PROTOCOL_VERSION } from '@parley/protocol';
import type { CallView, ClientMessageOf, UserId } from '@parley/protocol';
import type { HeldText, Orphan } from '../chat/held-text.ts';
import { Block } from '../ws/bytes.ts';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Log } from '../log.ts';
import { admit, type Admission } from './admission.ts';
import type { SessionDirectory } from './directory.ts';
import { GRACE_MS, stepLife, type EndCause, type LifeEffect, type LifeEvent } from './life.ts';
import type { Line } from './line.ts';
import { HEARTBEAT_MS } from './heartbeat.ts';
import type { Rate } from './rate-limit.ts';
import type { HeldVisitor } from './outbox.ts';
import { Session } from './session.ts';
import { frameOf } from './tail.ts';

/** What the other parts want to hear of sessions. */
export interface SessionWatch {
  /** The session is on a line, for the first time or again: what calls is its user in, as far as it concerns it? */
  arrived(session: Session): readonly CallView[];
  /** Its welcome is on the way. */
  welcomed(session: Session, recovered: boolean): void;
  lineLost(session: Session, heardAt: number): void;
  /** Called while the session can still be found and told. */
  ending(session: Session, cause: EndCause): void;
  /** The account may have come online or gone offline. */
  changed(user: UserId): void;
  /** Gets each text that a session acknowledges; `reported` follows. */
  readonly acknowledged: HeldVisitor<HeldText>;
  reported(now: number): void;
  /** Texts that ended sessions had not acknowledged. The sessions that replace those are welcomed by then. */
  abandoned(orphans: readonly Orphan[], now: number): void;
}

export interface SessionsOptions {
  clock: Clock;
  log: Log;
  directory: SessionDirectory;
  watch: SessionWatch;
  policy: 'replace' | 'multiple';
  preconnect: boolean;
  /** Whether calls have a relay. */
  relay: boolean;
  /** Bytes of one transfer; absent where there are none. */
  largestBlob: number | undefined;
  epoch: string;
  /** Sessions at once. */
  limit: number;
  rate: Rate;
}

type Hello = ClientMessageOf<'session.hello'>;
type Beginning = Extract<Admission<Session>, { name: 'begin' }>;

export class Sessions {
  readonly #options: SessionsOptions;
  readonly #detached: ExpiryQueue<Session>;
  /** Texts of sessions that have just ended. */
  #orphans: Orphan[] = [];

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#detached = new ExpiryQueue({
      clock: options.clock,
      ms: GRACE_MS,
      onDue: (session) => this.#expire(session),
    });
  }

  hello(line: Line, hello: Hello): void {
    const { device, user, resume } = hello;
    const { directory, limit, policy } = this.#options;
    // Another tab of the browser has signed in as somebody else since (S1).
    if (user !== undefined && user !== line.identity.user) return line.close(CLOSE.signedOut);
    const own = directory.of(line.identity.user);
    const admission = admit({ device, resume, own, policy, room: limit - directory.sessionCount });
    switch (admission.name) {
      case 'refuse':
        return line.close(admission.code);
      case 'resume':
        return this.#attach(line, admission.session, admission.seq);
      case 'begin':
        return this.#begin(line, hello, admission);
      default:
        return assertNever(admission);
    }
  }

  acknowledge(session: Session, seq: number, now: number): void {
    const { watch } = this.#options;
    session.acknowledge(seq, watch.acknowledged);
    watch.reported(now);
  }

  /** The line broke, or the client closed it with this code. */
  lineGone(line: Line, code: number): void {
    if (line.state.name !== 'active') return;
    const { session } = line.state;
    const { heardAt } = line;
    const meant = code === CLOSE.normal || code === CLOSE.goingAway;
    this.#apply(session, { name: 'line-closed', line, meant, now: this.#options.clock.now(), heardAt });
    if (session.life.name === 'detached') this.#options.watch.lineLost(session, heardAt);
    this.#rehome();
  }

  /** Closes the line; its session waits for its client to come back. */
  drop(line: Line, code: number): void {
    this.lineGone(line, code);
    line.close(code);
  }

  end(session: Session, cause: Exclude<EndCause, 'lost'>): void {
    this.#apply(session, { name: 'ended', cause });
    this.#rehome();
  }

  close(): void {
    this.#detached.close();
    this.#options.directory.clear();
  }

  #begin(line: Line, { device, calls: canCall = true }: Hello, { displaces, supersedes }: Beginning): void {
    const { directory, log, watch } = this.#options;
    const { user, signIn, host } = line.identity;
    const session = new Session({ id: mintSessionId(), user, signIn, host, device, canCall, line });
    line.state = { name: 'active', session };
    directory.add(session);
    watch.changed(user);
    log.debug({ user, device }, 'session began');
    for (const other of displaces) this.#apply(other, { name: 'ended', cause: causeOf(other) });
    for (const other of supersedes) this.#apply(other, { name: 'ended', cause: 'superseded' });
    this.#welcome(session, false);
    this.#rehome();
  }

  #attach(line: Line, session: Session, seq: number): void {
    const { clock, log, watch } = this.#options;
    line.state = { name: 'active', session };
    session.signIn = line.identity.signIn;
    session.host = line.identity.host;
    this.#apply(session, { name: 'resumed', line });
    session.acknowledge(seq, watch.acknowledged);
    this.#welcome(session, true);
    session.replay(clock.now());
    watch.reported(clock.now());
    log.debug({ user: session.user, device: session.device }, 'session resumed');
  }

  #welcome(session: Session, recovered: boolean): void {
    const { clock, epoch, preconnect, relay, largestBlob, rate, watch } = this.#options;
    const calls = [...watch.arrived(session)];
    const { id, user } = session;
    const times = { now: clock.now(), heartbeat: HEARTBEAT_MS };
    const about = { v: PROTOCOL_VERSION, session: id, user, epoch, recovered, preconnect, rate, calls };
    const offered = { ...(relay && { relay }), ...(largestBlob !== undefined && { largestBlob }) };
    session.tell(frameOf({ t: 'session.welcome', ...about, ...times, ...offered }), 'now');
    watch.welcomed(session, recovered);
  }

  #apply(session: Session, event: LifeEvent<Line>): void {
    const [life, effects] = stepLife(session.life, event);
    // An end is still told to the session itself, so it is `closed` only after its effects.
    if (life.name !== 'closed') session.life = life;
    for (const effect of effects) this.#perform(session, effect);
    session.life = life;
  }

  #perform(session: Session, effect: LifeEffect<Line>): void {
    switch (effect.do) {
      case 'close-line':
        return effect.line.close(effect.code);
      case 'wait':
        return this.#detached.add(session);
      case 'stop-waiting':
        this.#detached.delete(session);
        return;
      case 'end':
        return this.#finish(session, effect.cause);
      default:
        return assertNever(effect);
    }
  }

  #finish(session: Session, cause: EndCause): void {
    const { directory, log, watch } = this.#options;
    watch.ending(session, cause);
    directory.remove(session);
    watch.changed(session.user);
    session.abandon((text, block, end) => {
      this.#orphans.push({ text, tail: Block.of(block, end - text.tailLength, end) });
    });
    log.debug({ user: session.user, device: session.device, cause }, 'session ended');
  }

  // Texts wait for a home until the session that comes in place of the ended one has its welcome.
  #rehome(): void {
    if (this.#orphans.length === 0) return;
    const orphans = this.#orphans;
    this.#orphans = [];
    this.#options.watch.abandoned(orphans, this.#options.clock.now());
  }

  #expire(session: Session): void {
    this.#apply(session, { name: 'time', now: this.#options.clock.now() });
    this.#rehome();
  }
}

/** Nobody is thrown out of a session that has lost its line: a page that died is as good as replaced by the next one. */
function causeOf({ life }: Session): 'displaced' | 'superseded' {
  return life.name === 'detached' ? 'superseded' : 'displaced';
}
