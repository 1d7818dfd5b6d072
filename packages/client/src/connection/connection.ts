// Runs the connection's machine over a real socket, and hands messages on in order, each once.
import {
  decodeServerMessage,
  encodeMessage,
  PROTOCOL_VERSION,
  assertNever,
  type ClientMessage,
  type ServerMessage,
  type ServerMessageOf,
} from '@parley/protocol';
import type { ConnectionApi, ConnectionState } from '../api.ts';
import { Emitter } from '../events.ts';
import { createAcknowledger } from './acknowledger.ts';
import { startLine, stepLine, type LineEffect, type LineEvent, type LineState } from './connection-machine.ts';
import type { ClientSocket, Platform } from './platform.ts';

export interface Connection extends ConnectionApi {
  /** Server time minus this device's time, in ms, as of the last welcome. */
  readonly clockOffset: number;
  /** Hands a message to the socket. False where there is none: the sender says it again after the next welcome. */
  send(message: ClientMessage): boolean;
  /** Every message but the session's own. Sequenced ones come once and in order. */
  readonly messages: Emitter<{ message: ServerMessage; welcome: ServerMessageOf<'session.welcome'> }>;
  /** Ends the session for now; the page may still come back (back-forward cache). */
  leave(): void;
  close(): void;
}

export interface ConnectionOptions {
  /** ws: or wss: address of the server's socket. */
  url: string;
  platform: Platform;
  /** What the client calls itself, for the operator's logs. */
  client: string;
}

export function createConnection({ url, platform, client }: ConnectionOptions): Connection {
  const events = new Emitter<{ changed: ConnectionState }>();
  const messages: Connection['messages'] = new Emitter();
  const acknowledger = createAcknowledger({ platform, send: (seq) => transmit({ t: 'session.ack', seq }) });
  let socket: ClientSocket | undefined;
  let cancelTimer: (() => void) | undefined;
  let clockOffset = 0;
  const [first, firstEffects] = startLine();
  let line: LineState = first;
  let shown = toPublic(line);

  function dispatch(event: LineEvent): void {
    const [next, effects] = stepLine(line, event);
    line = next;
    run(effects);
    show(toPublic(line));
  }

  function show(next: ConnectionState): void {
    if (next.name === shown.name) return;
    shown = next;
    events.emit('changed', next);
  }

  function run(list: LineEffect[]): void {
    for (const effect of list) perform(effect);
  }

  function perform(effect: LineEffect): void {
    switch (effect.type) {
      case 'open':
        socket = open(effect.socket);
        return;
      case 'hello':
        transmit({
          t: 'session.hello',
          v: PROTOCOL_VERSION,
          client,
          ...(effect.resume ? { resume: { session: effect.resume, seq: acknowledger.seq } } : {}),
        });
        return;
      case 'ping':
        transmit({ t: 'session.ping' });
        return;
      case 'leave':
        transmit({ t: 'session.leave' });
        return;
      case 'drop':
        drop(effect.code);
        return;
      case 'timer':
        cancelTimer?.();
        cancelTimer = platform.after(effect.ms, () =>
          dispatch({ type: 'timer', now: platform.now(), random: platform.random() }),
        );
        return;
      case 'no-timer':
        cancelTimer?.();
        return;
      default:
        assertNever(effect);
    }
  }

  function open(number: number): ClientSocket {
    const opened = platform.openSocket(url);
    opened.onopen = () => dispatch({ type: 'opened', socket: number });
    opened.onmessage = (frame) => hear(number, frame);
    opened.onclose = (code) =>
      dispatch({ type: 'socket-closed', socket: number, code, now: platform.now(), random: platform.random() });
    return opened;
  }

  function drop(code: number): void {
    const old = socket;
    socket = undefined;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(code);
  }

  function hear(number: number, frame: string): void {
    if (line.name === 'closed' || line.socket !== number) return;
    const decoded = decodeServerMessage(frame);
    // A message this version does not know is a newer server's: it proves the line and says nothing else.
    if (!decoded.ok) return dispatch({ type: 'heard', socket: number });
    const message = decoded.value;
    if (message.t === 'session.welcome') return welcome(number, message);
    dispatch({ type: 'heard', socket: number });
    if ('seq' in message && !acknowledger.received(message.seq)) return;
    messages.emit('message', message);
  }

  function welcome(number: number, message: ServerMessageOf<'session.welcome'>): void {
    if (!message.recovered) acknowledger.reset();
    clockOffset = message.now - platform.now();
    dispatch({ type: 'welcomed', socket: number, session: message.session, heartbeat: message.heartbeat });
    messages.emit('welcome', message);
  }

  function transmit(message: ClientMessage): boolean {
    if (!socket) return false;
    socket.send(encodeMessage(message));
    return true;
  }

  const stopWake = platform.onWake(() => dispatch({ type: 'woke' }));
  run(firstEffects);

  return {
    get state() {
      return shown;
    },
    get clockOffset() {
      return clockOffset;
    },
    on: (type, listener) => events.on(type, listener),
    messages,
    send: (message) => line.name === 'connected' && transmit(message),
    leave: () => dispatch({ type: 'left', now: platform.now() }),
    close() {
      stopWake();
      acknowledger.close();
      dispatch({ type: 'close' });
    },
  };
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
      return line.lostAt === undefined ? { name: 'connecting' } : { name: 'reconnecting', since: line.lostAt };
    default:
      return assertNever(line);
  }
}
