// The session while no page holds it: by the SDK in this process, without media. It rings, and counts what comes.
import {
  ACT_TYPE,
  createParley,
  programPlatform,
  type Call,
  type Handover,
  type IncomingMessage,
  type Text,
  type UserId,
} from '@parley/client';
import type { ConnectionState } from '@parley/client';
import { WebSocket } from 'ws';
import type { Line } from './client-state.ts';
import { getJson } from './requests.ts';
import type { Trust } from './trust.ts';

/** Ms that a closed socket waits for the server's farewell. */
const FAREWELL = 1_000;

export type Ended = Extract<Call['state'], { name: 'ended' }>;

export interface BackgroundOptions {
  /** Origin. */
  readonly server: string;
  readonly user: string;
  /** Value of the header `Cookie`. */
  readonly cookie: string;
  readonly trust: Trust;
  /** What the client calls itself in the operator's logs. */
  readonly client: string;
  readonly goOn: Handover | undefined;
  onLine(line: Line): void;
  onOver(why: 'signed-out' | 'displaced' | 'outdated'): void;
  onRing(call: Call): void;
  /** Of a call that rang here. */
  onEnd(call: Call, state: Ended): void;
  onText(text: Text): void;
  /** Somebody has done something with a text, such as editing it. */
  onAct(act: IncomingMessage): void;
}

export interface Background {
  handOver(): Handover | undefined;
  decline(): void;
  /** Ends the session on the server. */
  leave(): void;
}

export function startBackground(options: BackgroundOptions): Background {
  const { server, user, cookie, trust, client, goOn } = options;
  const platform = programPlatform(
    (url, protocol) => {
      const way = { headers: { cookie, origin: server }, closeTimeout: FAREWELL, ...trust };
      // Its events and methods are those of the standard, as far as the SDK uses them.
      return new WebSocket(url, protocol, way) as unknown as globalThis.WebSocket;
    },
    {
      isSignedIn: async () => isUser((await getJson(`${server}/api/session`, { cookie, trust })).body, user),
    },
  );
  const parley = createParley({
    user: user as UserId,
    server,
    platform,
    client,
    goOn,
    media: {},
    rings: true,
  });
  const stops = [
    parley.connection.on('changed', (state) => lineChanged(state, options)),
    parley.calls.on('started', (call) => {
      if (call.state.name === 'ringing') options.onRing(call);
      else if (call.state.name === 'ended') options.onEnd(call, call.state);
    }),
    parley.calls.on('ended', (call) => {
      if (call.state.name === 'ended') options.onEnd(call, call.state);
    }),
    parley.messages.handle(ACT_TYPE, (act) => options.onAct(act)),
    parley.chat.on('added', (text) => {
      if (text.state.name === 'received') options.onText(text);
    }),
  ];
  // Its own end is no news.
  const deaf = (): void => {
    for (const stop of stops.splice(0)) stop();
  };
  return {
    handOver() {
      deaf();
      return parley.handOver();
    },
    decline: () => parley.calls.current?.decline(),
    leave() {
      deaf();
      parley.close();
    },
  };
}

function lineChanged(state: ConnectionState, { onLine, onOver }: BackgroundOptions): void {
  if (state.name !== 'closed') return onLine(state.name);
  switch (state.code) {
    case 'signed-out':
    case 'displaced':
      return onOver(state.code);
    default:
      // The server does not understand this client any more.
      onOver('outdated');
  }
}

/** What the server answers to who asks by this cookie (protocol H2). */
function isUser(body: unknown, user: string): boolean {
  return typeof body === 'object' && body !== null && 'user' in body && body.user === user;
}
