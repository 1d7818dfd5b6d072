// A client for router tests: speaks the protocol, keeps what it heard, acknowledges when told.
import { decodeServerMessage, encodeMessage, type ClientMessage, type DeviceId } from '@parley/protocol';
import type { ServerMessage, ServerMessageOf, ServerMessageType, SessionId } from '@parley/protocol';
import type { Identity } from '../realtime-api.ts';
import type { MemoryClient, MemoryRealtime } from './memory-socket.ts';

export interface TestClient {
  readonly socket: MemoryClient;
  readonly heard: ServerMessage[];
  /** Whether every sequenced message is acknowledged at once. True unless told. */
  acknowledges: boolean;
  /** The highest sequence number heard. */
  readonly seq: number;
  /** The close code, once closed. */
  readonly closed: number | undefined;
  send(message: ClientMessage): void;
  /** Sends any text. */
  raw(text: string): void;
  of<T extends ServerMessageType>(type: T): ServerMessageOf<T>[];
  last<T extends ServerMessageType>(type: T): ServerMessageOf<T>;
  session(): SessionId;
}

/** Opens a socket and keeps what comes, without a word of its own. */
export function openClient({ connect }: MemoryRealtime, identity: Identity | string): TestClient {
  const socket = connect(identity);
  const heard: ServerMessage[] = [];
  let seq = 0;
  let closed: number | undefined;
  const client: TestClient = {
    socket,
    heard,
    acknowledges: true,
    get seq() {
      return seq;
    },
    get closed() {
      return closed;
    },
    send: (message) => socket.send(encodeMessage(message)),
    raw: (text) => socket.send(text),
    of: (type) => heard.filter((message) => message.t === type) as never,
    last(type) {
      const found = heard.findLast((message) => message.t === type);
      if (!found) throw new Error(`heard no ${type}, but ${heard.map(({ t }) => t).join(', ')}`);
      return found as never;
    },
    session: () => client.last('session.welcome').session,
  };
  socket.onclose = (code) => {
    closed = code;
  };
  socket.onmessage = (text) => {
    const message = decodeServerMessage(text);
    if (!message.ok) throw new Error(`the server sent what is none of the protocol: ${text}`);
    heard.push(message.value);
    if (!('seq' in message.value)) return;
    seq = message.value.seq;
    if (client.acknowledges) client.send({ t: 'session.ack', seq });
  };
  return client;
}

export interface HelloOptions {
  resume?: { session: SessionId; seq: number };
  /** A letter or two that name the device. */
  device?: string;
  /** False where it can't make calls. */
  calls?: false;
  /** True unless told. */
  acknowledges?: boolean;
}

export function deviceNamed(name: string): DeviceId {
  return `device-${name}`.padEnd(16, '_') as DeviceId;
}

/** Opens a socket and says hello. The welcome is heard before this returns. */
export function signIn(server: MemoryRealtime, user: string, options: HelloOptions = {}): TestClient {
  const { resume, device, calls, acknowledges = true } = options;
  const client = openClient(server, user);
  client.acknowledges = acknowledges;
  const hello = { t: 'session.hello', v: 1, client: 'test', device: deviceNamed(device ?? user) } as const;
  client.send({ ...hello, ...(resume && { resume }), ...(calls === false && { calls }) });
  server.clock.advance(0);
  return client;
}
