// The runtime of programs in Node: sockets by ws, which can say who is signed in and whom to trust (ADR 0019).
import { WebSocket, type ClientOptions } from 'ws';
import { programPlatform } from '../connection/platform.ts';
import type { Runtime, Trust } from '../runtime.ts';
import { nodeFetch } from './node-fetch.ts';
import { authorities } from './trust.ts';

/** Milliseconds that a closed socket waits for the server's farewell. It keeps the program from ending meanwhile. */
const FAREWELL = 1_000;

export const runtime: Runtime = {
  origin: undefined,
  client: 'parley-node',
  send: nodeFetch,
  platform: ({ token, isSignedIn, ca }) =>
    programPlatform((url, protocol) => openSocket(url, protocol, token, { ca }), { isSignedIn }),
};

function openSocket(
  url: string,
  protocol: string,
  token: string | undefined,
  { ca }: Trust,
): globalThis.WebSocket {
  const options: ClientOptions & { closeTimeout: number } = {
    closeTimeout: FAREWELL,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...authorities(ca),
  };
  const socket = new WebSocket(url, protocol, options);
  // Its events and methods are those of the standard, as far as the SDK uses them.
  return socket as unknown as globalThis.WebSocket;
}
