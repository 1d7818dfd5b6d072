// The door: every frame of every line is counted, decoded and judged here before anything acts on it (E1, E2, S1).
import { CLOSE, PROTOCOL_VERSION } from '@parley/protocol';
import type { BadFrame, ErrorCode, ServerError } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { ExpiryQueue } from '../expiry-queue.ts';
import type { Log } from '../log.ts';
import type { Identity } from '../realtime-api.ts';
import type { Block } from '../ws/bytes.ts';
import type { Socket } from '../ws/socket.ts';
import { createDecode, type Incoming } from './decode.ts';
import { createFloodgate, type Floodgate } from './floodgate.ts';
import { createHeartbeat, type Heartbeat } from './heartbeat.ts';
import { Line, type LineHost } from './line.ts';
import { spend, type Rate } from './rate-limit.ts';
import type { Session } from './session.ts';
import type { Sessions } from './sessions.ts';
import { frameOf } from './tail.ts';

const HELLO_MS = 10_000;
const STRIKES = 5;
const REFUSALS = 1_000;

/** Messages that may follow a hello. */
export type SessionMessage = Exclude<Incoming, { t: 'session.hello' }>;

export interface ReceptionOptions {
  clock: Clock;
  log: Log;
  sessions: Sessions;
  rate: Rate;
  /** Acts on a message of a session and answers the code of a refusal. */
  dispatch: (session: Session, message: SessionMessage, now: number) => ErrorCode | undefined;
  /** Called once a second while there are lines. */
  swept: (now: number) => void;
}

export class Reception implements LineHost {
  readonly #options: ReceptionOptions;
  readonly #decode = createDecode();
  readonly #heartbeat: Heartbeat;
  readonly #floodgate: Floodgate;
  readonly #awaitingHello: ExpiryQueue<Line>;
  /** Called whenever the last line has gone: of interest to who is closing. */
  #emptied: () => void = () => {};

  constructor(options: ReceptionOptions) {
    const { clock, rate, sessions, swept } = options;
    this.#options = options;
    this.#heartbeat = createHeartbeat(clock, { drop: (line, code) => sessions.drop(line, code), swept });
    this.#floodgate = createFloodgate(clock, rate.perSecond);
    this.#awaitingHello = new ExpiryQueue({
      clock,
      ms: HELLO_MS,
      onDue: (line) => line.close(CLOSE.helloTimeout),
    });
  }

  /** Lines whose sockets are not gone yet. */
  get lines(): Iterable<Line> {
    return this.#heartbeat.lines;
  }

  get lineCount(): number {
    return this.#heartbeat.size;
  }

  open(socket: Socket, identity: Identity): Line {
    const { clock, rate } = this.#options;
    const line = new Line(socket, identity, this, { now: clock.now(), tokens: rate.burst });
    this.#heartbeat.add(line);
    this.#awaitingHello.add(line);
    return line;
  }

  received(line: Line, block: Block, start: number, end: number): void {
    const now = this.#heardAt(line);
    const decoded = this.#decode(block, start, end);
    if (!decoded.ok) return this.#unreadable(line, decoded.error, block.bytes.subarray(start, end));
    const message = decoded.value;
    if (!isFree(message) && !spend(line, now, this.#options.rate)) return this.#refuse(line, message);
    try {
      this.#admit(line, message, now);
    } catch (error) {
      // A bug of ours. It costs this client its message, and nobody else anything.
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#options.log.error({ t: message.t, reason }, 'a message could not be handled');
      say(line, { t: 'error', code: 'internal', about: aboutOf(message) });
    }
  }

  receivedUnreadable(line: Line, code: 'bad-message' | 'too-large'): void {
    this.#heardAt(line);
    this.#strike(line, { code });
  }

  heard(line: Line): void {
    this.#heardAt(line);
  }

  overflowed(line: Line): void {
    this.#options.sessions.drop(line, CLOSE.tooSlow);
  }

  gone(line: Line, code: number): void {
    this.#heartbeat.delete(line);
    this.#awaitingHello.delete(line);
    this.#floodgate.forget(line);
    this.#options.sessions.lineGone(line, code);
    if (this.lineCount === 0) this.#emptied();
  }

  /** Closes every line, and resolves when the sockets are gone. */
  close(): Promise<void> {
    this.#heartbeat.close();
    this.#floodgate.close();
    this.#awaitingHello.close();
    for (const line of this.#heartbeat.lines) line.close(CLOSE.restart);
    if (this.lineCount === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#emptied = resolve;
    });
  }

  #heardAt(line: Line): number {
    const now = this.#options.clock.now();
    line.heardAt = now;
    line.pinged = false;
    this.#floodgate.count(line, now);
    return now;
  }

  #admit(line: Line, message: Incoming, now: number): void {
    const { sessions, dispatch } = this.#options;
    if (line.state.name === 'closed') return;
    if (message.t === 'session.hello') {
      if (line.state.name === 'active')
        return this.#strike(line, { code: 'bad-message', about: { t: message.t } });
      this.#awaitingHello.delete(line);
      return sessions.hello(line, message);
    }
    if (line.state.name === 'awaiting-hello') return line.close(CLOSE.misbehaved);
    const code = dispatch(line.state.session, message, now);
    if (code) say(line, { t: 'error', code, about: aboutOf(message) });
  }

  #unreadable(line: Line, error: BadFrame, frame: Buffer): void {
    const isHello = line.state.name === 'awaiting-hello' && error.about?.t === 'session.hello';
    if (isHello && isOfOtherVersion(frame)) return line.close(CLOSE.unsupportedVersion);
    this.#strike(line, error);
  }

  #strike(line: Line, { code, about }: BadFrame): void {
    say(line, { t: 'error', code, ...(about ? { about } : {}) });
    line.strikes += 1;
    if (line.strikes >= STRIKES) this.#throwOut(line);
  }

  #refuse(line: Line, message: Incoming): void {
    say(line, { t: 'error', code: 'rate-limited', about: aboutOf(message) });
    line.refusals += 1;
    if (line.refusals >= REFUSALS) this.#throwOut(line);
  }

  #throwOut(line: Line): void {
    const { log, sessions } = this.#options;
    log.warn(
      { user: line.identity.user, strikes: line.strikes, refusals: line.refusals },
      'client misbehaved',
    );
    if (line.state.name === 'active') sessions.end(line.state.session, 'misbehaved');
    else line.close(CLOSE.misbehaved);
  }
}

// What keeps a session alive is free: a client at its limit must still be able to acknowledge and to leave.
function isFree({ t }: Incoming): boolean {
  return t === 'session.ack' || t === 'session.ping' || t === 'session.leave';
}

function aboutOf(message: Incoming): { t: string; id?: string } {
  if ('id' in message) return { t: message.t, id: message.id };
  return 'call' in message ? { t: message.t, id: message.call } : { t: message.t };
}

function say(line: Line, error: ServerError): void {
  line.socket.send(frameOf(error), 'now');
}

function isOfOtherVersion(frame: Buffer): boolean {
  const hello: unknown = JSON.parse(frame.toString());
  if (typeof hello !== 'object' || hello === null || !('v' in hello)) return false;
  return typeof hello.v === 'number' && hello.v !== PROTOCOL_VERSION;
}
