// Whether coturn would have its ports to itself: it shares them with another one without a word, and tries for ever else.
import { createSocket } from 'node:dgram';
import { createServer, isIPv6 } from 'node:net';

/** The system's code for what is in the way. */
type Refusal = string | undefined;

/** What keeps a process of this user from listening there, by UDP or TCP. */
export async function refusalAt(address: string, port: number): Promise<Refusal> {
  return (await tryUdp(address, port)) ?? (await tryTcp(address, port));
}

function tryUdp(address: string, port: number): Promise<Refusal> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4' });
  return new Promise((resolve) => {
    socket.once('error', (cause) => {
      socket.close();
      resolve(refusalOf(cause));
    });
    socket.bind({ address, port, exclusive: true }, () => socket.close(() => resolve(undefined)));
  });
}

function tryTcp(address: string, port: number): Promise<Refusal> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (cause) => resolve(refusalOf(cause)));
    server.listen({ host: address, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function refusalOf(cause: NodeJS.ErrnoException): Refusal {
  return cause.code ?? cause.message;
}
