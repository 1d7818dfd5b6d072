// A person without a browser: the real SDK in Node over real sockets, with a journal of all that happens to it.
import {
  createParley,
  programPlatform,
  signIn,
  type Parley,
  type ParleyOptions,
  type UserId,
} from '@parley/client';
import { WebSocket, type ClientOptions } from 'ws';
import { openFaultProxy, type FaultProxy } from './fault-proxy.ts';
import { createRecorder, type Recorder } from './journal.ts';

export interface Ticket {
  readonly user: UserId;
  /** Bearer token. */
  readonly token: string;
}

export interface Person {
  readonly user: UserId;
  readonly parley: Parley;
  readonly journal: Recorder;
  /** Their own way to the server. */
  readonly line: FaultProxy;
  close(): Promise<void>;
}

/** Signs in as programs do, by password, and makes the account where there is none. */
export async function newTicket(server: string, account: string): Promise<Ticket> {
  const { user, token } = await signIn({
    server,
    account,
    password: 'a password of the tests',
    bearer: true,
  });
  if (token === undefined) throw new Error('the server gave no token');
  return { user, token };
}

/** Connects through a fault proxy of the person's own. `port` is asked at each connection. */
export async function enter(ticket: Ticket, port: () => number): Promise<Person> {
  const line = await openFaultProxy(port);
  const journal = createRecorder(ticket.user);
  const parley = connect(ticket, line.url, (frame) => journal.heard(frame));
  journal.follow(parley.chat);
  return {
    user: ticket.user,
    parley,
    journal,
    line,
    async close() {
      parley.close();
      await line.close();
    },
  };
}

/**
 * The SDK as programs use it. `heard` gets every frame, also those of sockets that the SDK has given up. `way` says how
 * its sockets get to the server, where that is not by themselves.
 */
export function connect(
  { user, token }: Ticket,
  server: string,
  heard?: (frame: string) => void,
  way: ClientOptions = {},
  options: Pick<ParleyOptions, 'goOn' | 'rings' | 'media'> = {},
): Parley {
  const platform = programPlatform((url, protocol) => {
    const socket = new WebSocket(url, protocol, { ...way, headers: { authorization: `Bearer ${token}` } });
    socket.on('message', (data) => {
      if (Buffer.isBuffer(data)) heard?.(data.toString());
    });
    return socket as unknown as globalThis.WebSocket;
  });
  const media = { makeConnection: () => raise('there is no media in these tests') };
  return createParley({ user, server, platform, client: 'faults', media, ...options });
}

function raise(message: string): never {
  throw new Error(message);
}
