// Runs the connection's machine over a real socket, and hands messages on in order, each once.
import {
  assertNever,
  decodeServerMessage,
  encodeMessage,
  PROTOCOL_VERSION,
  type ClientMessage,
  type DeviceId,
  type ServerMessage,
  type ServerMessageOf,
  type SessionId,
  type UserId,
} from '@parley/protocol';
import type { ConnectionApi, ConnectionEvents, ConnectionState } from '../api/connection.ts';
import { Emitter, type Listenable } from '../events.ts';
import { createAcknowledger } from './acknowledger.ts';
import { connectionEvents, type ConnectionEvent } from './connection-events.ts';
import {
  awaitsWelcome,
  startLine,
  stepLine,
  type LineEffect,
  type LineEvent,
  type LineState,
} from './connection-machine.ts';
import type { ClientSocket, Platform } from './platform.ts';

export interface ConnectionMessages {
  /** Every message but the session's own. Sequenced ones come once and in order. */
  message: ServerMessage;
  welcome: ServerMessageOf<'session.welcome'>;
}

export interface ConnectionOptions {
  /** ws: or wss: address of the server's socket. */
  url: string;
  platform: Platform;
  /** What the client calls itself, for the operator's logs. */
  client: string;
  device: DeviceId;
  user: UserId;
  /** A session that another client has let go of, to go on with. */
  resume?: { session: SessionId; seq: number } | undefined;
  /** Whether this device can make calls: the server rings it only then. */
  canCall?: boolean;
  /** Milliseconds of silence after which the server is asked for a sign of life, where it does not want that earlier. */
  heartbeat?: number | undefined;
}

export class Connection extends Emitter<ConnectionEvents> implements ConnectionApi {
  readonly #options: ConnectionOptions;
  readonly #messages = new Emitter<ConnectionMessages>();
  readonly #acknowledger;
  readonly #stopWake: () => void;
  #line: LineState;
  #shown: ConnectionState;
  #socket: ClientSocket | undefined;
  #cancelTimer: (() => void) | undefined;
  #clockOffset = 0;
  #lastWelcome: ServerMessageOf<'session.welcome'> | undefined;
  #heardAt: number;

  constructor(options: ConnectionOptions) {
    super();
    const { platform, resume } = options;
    this.#options = options;
    this.#acknowledger = createAcknowledger({
      platform,
      seq: resume?.seq ?? 0,
      // While there is no session nothing is said: the next hello carries the number (S4).
      send: (seq) => this.send({ t: 'session.ack', seq }),
    });
    const [line, effects] = startLine(platform.now(), resume?.session);
    this.#line = line;
    this.#heardAt = line.heardAt;
    this.#shown = toPublic(line);
    this.#stopWake = platform.onWake(() => this.#dispatch({ type: 'woke', now: platform.now() }));
    for (const effect of effects) this.#perform(effect);
  }

  get state(): ConnectionState {
    return this.#shown;
  }

  /** Server time minus this device's time, in ms, as of the last welcome. */
  get clockOffset(): number {
    return this.#clockOffset;
  }

  /** What the server has said of itself: by the time that `changed` says `connected`, it is what holds now. */
  get lastWelcome(): ServerMessageOf<'session.welcome'> | undefined {
    return this.#lastWelcome;
  }

  /** When anything was last heard from the server, in ms on this device's clock; before that, when this was made. */
  get heardAt(): number {
    return this.#heardAt;
  }

  /** How the server and others know this page or program, whatever session it has. */
  get device(): DeviceId {
    return this.#options.device;
  }

  get messages(): Listenable<ConnectionMessages> {
    return this.#messages;
  }

  /** Hands a message to the socket. False where there is none: the sender says it again after the next welcome. */
  send(message: ClientMessage): boolean {
    return this.#line.name === 'connected' && this.#transmit(message);
  }

  /** Something else says that the network may be gone: ask the server now, and do not wait long for the answer. */
  probe(): void {
    if (this.#line.name === 'connected') this.#dispatch({ type: 'woke', now: this.#options.platform.now() });
  }

  /** Says what has come, before an end after which it could not be said: to its sender it would have failed. */
  acknowledge(): void {
    this.#acknowledger.flush();
  }

  /** Ends the session for now; the page may still come back (back-forward cache). */
  leave(): void {
    this.acknowledge();
    this.#dispatch({ type: 'left', now: this.#options.platform.now() });
  }

  /** `code`: why it is over, where that is not the caller's mere wish. */
  close(code: 'closed' | 'signed-out' = 'closed'): void {
    this.#stopWake();
    this.acknowledge();
    this.#dispatch({ type: 'close', code });
  }

  /** Lets go of the session without leaving it, as `close` without a word. Nothing where there is none. */
  handOver(): { device: DeviceId; session: SessionId; seq: number } | undefined {
    const line = this.#line;
    const { seq } = this.#acknowledger;
    this.#stopWake();
    this.acknowledge();
    this.#dispatch({ type: 'handed-over' });
    if (line.name === 'closed' || line.session === undefined) return undefined;
    return { device: this.device, session: line.session, seq };
  }

  #dispatch(event: LineEvent, recovered = false): void {
    const before = this.#line;
    const [line, effects] = stepLine(before, event);
    this.#line = line;
    if (line.name !== 'closed') this.#heardAt = line.heardAt;
    for (const effect of effects) this.#perform(effect);
    const happened = connectionEvents(before, line, { now: this.#options.platform.now(), recovered });
    const next = toPublic(this.#line);
    if (next.name !== this.#shown.name) {
      this.#shown = next;
      this.emit('changed', next);
    }
    for (const one of happened) this.#tell(one);
  }

  #tell<K extends ConnectionEvent[0]>([type, event]: [K, ConnectionEvents[K]]): void {
    this.emit(type, event);
  }

  #perform(effect: LineEffect): void {
    const { platform } = this.#options;
    switch (effect.type) {
      case 'open':
        this.#socket = this.#open(effect.socket);
        return;
      case 'hello':
        this.#hello(effect);
        return;
      case 'ping':
        this.#transmit({ t: 'session.ping' });
        return;
      case 'leave':
        this.#transmit({ t: 'session.leave' });
        return;
      case 'drop':
        this.#drop(effect.code);
        return;
      case 'timer':
        this.#cancelTimer?.();
        this.#cancelTimer = platform.after(effect.ms, () =>
          this.#dispatch({ type: 'timer', now: platform.now(), random: platform.random() }),
        );
        return;
      case 'no-timer':
        this.#cancelTimer?.();
        return;
      default:
        assertNever(effect);
    }
  }

  #hello({ resume: session }: Extract<LineEffect, { type: 'hello' }>): void {
    const { client, device, user, canCall = true } = this.#options;
    const calls = canCall ? {} : { calls: false };
    const resume = session === undefined ? {} : { resume: { session, seq: this.#acknowledger.seq } };
    this.#transmit({ t: 'session.hello', v: PROTOCOL_VERSION, client, device, user, ...calls, ...resume });
  }

  #open(number: number): ClientSocket {
    const { platform, url } = this.#options;
    const socket = platform.openSocket(url);
    socket.onopen = () => this.#dispatch({ type: 'opened', socket: number, now: platform.now() });
    socket.onmessage = (frame) => this.#hear(number, frame);
    socket.onclose = (code) =>
      this.#dispatch({
        type: 'socket-closed',
        socket: number,
        code,
        now: platform.now(),
        random: platform.random(),
      });
    return socket;
  }

  #drop(code: number): void {
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(code);
  }

  #isCurrent(number: number): boolean {
    return this.#line.name !== 'closed' && this.#line.socket === number;
  }

  #hear(number: number, frame: string): void {
    if (!this.#isCurrent(number)) return;
    const decoded = decodeServerMessage(frame);
    // A message this version does not know is a newer server's: it proves the line and says nothing else.
    const now = this.#options.platform.now();
    if (!decoded.ok) return this.#dispatch({ type: 'heard', socket: number, now });
    const message = decoded.value;
    if (message.t === 'session.welcome') return this.#welcome(number, message, now);
    this.#dispatch({ type: 'heard', socket: number, now });
    if (!this.#isCurrent(number)) return;
    if ('seq' in message && !this.#acknowledger.received(message.seq)) return;
    this.#messages.emit('message', message);
  }

  #welcome(number: number, message: ServerMessageOf<'session.welcome'>, now: number): void {
    const { session } = message;
    // Never later than the server says: after twice its own it tells senders that texts were not delivered (T4).
    const heartbeat = Math.min(this.#options.heartbeat ?? Infinity, message.heartbeat);
    const welcomed: LineEvent = { type: 'welcomed', socket: number, session, heartbeat, now };
    if (!awaitsWelcome(this.#line, now)) return this.#dispatch(welcomed);
    if (!message.recovered) this.#acknowledger.reset();
    this.#clockOffset = message.now - now;
    this.#lastWelcome = message;
    this.#dispatch(welcomed, message.recovered);
    this.#messages.emit('welcome', message);
  }

  #transmit(message: ClientMessage): boolean {
    if (!this.#socket) return false;
    this.#socket.send(encodeMessage(message));
    return true;
  }
}

function toPublic(line: LineState): ConnectionState {
  switch (line.name) {
    case 'connected':
      return { name: 'connected' };
    case 'closed':
      return { name: 'closed', code: line.code };
    case 'opening':
    case 'greeting':
    case 'waiting':
      return line.lostAt === undefined
        ? { name: 'connecting' }
        : { name: 'reconnecting', since: line.lostAt };
    default:
      return assertNever(line);
  }
}
