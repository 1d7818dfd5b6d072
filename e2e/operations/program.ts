// Programs of others that a test runs beside the real server: in folders of their own, on free ports, ended by their id.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Program {
  /** What it has printed so far, on both streams. */
  printed(): string;
  /** SIGTERM; resolves when it is gone. */
  close(): Promise<void>;
}

/** Starts it and waits for a port to take connections. Rejects with what it printed where it ends before. */
export async function startProgram(
  command: string,
  args: readonly string[],
  { host = '127.0.0.1', port, env = {} }: { host?: string; port: number; env?: Record<string, string> },
): Promise<Program> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => void (printed += chunk.toString()));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (cause) => {
      printed += String(cause);
      resolve();
    });
  });
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
  };
  try {
    const ended = gone.then(() => Promise.reject(new Error(`${command} ended and printed:\n${printed}`)));
    await Promise.race([listening(host, port), ended]);
  } catch (cause) {
    await close();
    throw cause;
  }
  return { printed: () => printed, close };
}

/** Resolves when the port takes connections. Rejects after 20 s. */
async function listening(host: string, port: number): Promise<void> {
  for (const until = performance.now() + 20_000; performance.now() < until; await wait(20)) {
    const socket = connect(port, host);
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** Ports that nobody listens on now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  for (const server of servers) await once(server.listen(0, '127.0.0.1'), 'listening');
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) await once(server.close(), 'close');
  return ports;
}
