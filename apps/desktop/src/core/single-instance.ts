// One client a person: a second start hands its arguments to the first, and ends.
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { makePrivateFolder } from './paths.ts';

/** Characters of the arguments. */
const LONGEST = 64 * 1024;
/** Ms that a first start has to answer, before it is taken for stuck. */
const PATIENCE = 5_000;

export interface Instance {
  /** Makes room for the next. */
  close(): Promise<void>;
}

export interface InstanceOptions {
  /** A socket's path, or a named pipe. */
  readonly address: string;
  readonly args: readonly string[];
  /** A further start has handed these over. */
  onStart(args: readonly string[]): void;
}

/** Nothing where another runs already, which has been told then. Throws an Error with a sentence where neither can be. */
export async function claimInstance({
  address,
  args,
  onStart,
}: InstanceOptions): Promise<Instance | undefined> {
  const isPipe = address.startsWith('\\\\');
  if (!isPipe) makePrivateFolder(dirname(address));
  for (let tries = 0; tries < 3; tries++) {
    const server = await listen(address, onStart);
    if (server) return { close: () => closeServer(server) };
    if (await tell(address, args)) return undefined;
    // Left behind by one that was killed.
    if (!isPipe) rmSync(address, { force: true });
  }
  throw new Error(`Another Parley seems to start or to end at this moment (${address}). Try again.`);
}

async function listen(address: string, onStart: InstanceOptions['onStart']): Promise<Server | undefined> {
  const server = createServer((socket) => receive(socket, onStart));
  server.listen(address);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw new Error(`Parley can't wait for further starts at ${address}.`, { cause: error });
  }
}

function receive(socket: Socket, onStart: InstanceOptions['onStart']): void {
  let text = '';
  socket.setEncoding('utf8');
  socket.setTimeout(PATIENCE, () => socket.destroy());
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    text += part;
    if (text.length > LONGEST) return socket.destroy();
    if (!text.endsWith('\n')) return;
    const args = parsed(text);
    if (!args) return socket.destroy();
    socket.end('ok\n');
    onStart(args);
  });
}

function parsed(text: string): string[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined; // Not from a client of this kind.
  }
}

/** Whether a first one is there and has taken them. */
function tell(address: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let answer = '';
    socket.setEncoding('utf8');
    socket.setTimeout(PATIENCE, () => socket.destroy());
    socket.once('connect', () => socket.write(`${JSON.stringify(args)}\n`));
    socket.on('data', (part: string) => (answer += part));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(answer === 'ok\n'));
  });
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  await closed;
}
