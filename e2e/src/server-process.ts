// The real server as a process of its own, started the way its users start it.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const READY = /^Parley is ready at (https?:\/\/\S+)$/m;

export interface ServerProcess {
  /** As the server printed it; the same after a restart. */
  readonly url: string;
  readonly port: number;
  /** Of the process that runs now. */
  readonly pid: number;
  /** Its data folder. Removed by `close`. */
  readonly data: string;
  /** What it has printed since its last start, on both streams: log lines from `warn` on. */
  printed(): string;
  /** Ends the process without a warning, as a power cut does. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Starts it again on the same port and data folder. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** Flags of `parley serve` beyond port and data folder. */
  flags?: readonly string[];
  /** Settings that are no flags. */
  environment?: Readonly<Record<string, string>>;
  /** What to put before its command, to run it somewhere else. */
  command?: readonly string[];
  /** Runs between the making of the data folder and the start. */
  prepare?: (data: string) => Promise<void> | void;
}

export async function startServerProcess(options: ServerOptions = {}): Promise<ServerProcess> {
  const data = mkdtempSync(join(tmpdir(), 'parley-e2e-data-'));
  let running: Awaited<ReturnType<typeof launch>>;
  try {
    await options.prepare?.(data);
    running = await launch(data, '0', options);
  } catch (cause) {
    rmSync(data, { recursive: true, force: true });
    throw cause;
  }
  const { url } = running;
  const port = Number(new URL(url).port);

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const { child } = running;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
    return child.exitCode;
  };

  return {
    url,
    port,
    get pid() {
      return running.child.pid ?? 0;
    },
    data,
    printed: () => running.printed(),
    async kill() {
      await end('SIGKILL');
    },
    stop: () => end('SIGTERM'),
    async start() {
      running = await launch(data, String(port), options);
    },
    async close() {
      await end('SIGTERM');
      rmSync(data, { recursive: true, force: true });
    },
  };
}

async function launch(
  data: string,
  port: string,
  { flags = [], environment = {}, command = [] }: ServerOptions,
): Promise<{ child: ChildProcess; url: string; printed: () => string }> {
  const [program = process.execPath, ...args] = [
    ...command,
    process.execPath,
    join(ROOT, 'bin/parley.js'),
    'serve',
    '--port',
    port,
    '--data',
    data,
    '--log-level',
    'warn',
    // Tests of lines that break are to see them broken.
    ...(flags.includes('--turn') ? [] : ['--turn', 'off']),
    ...flags,
  ];
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...cleanEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the server was not ready within 60 s and printed:\n${printed}`));
    }, 60_000);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const url = READY.exec(printed)?.[1];
      if (!url) return;
      clearTimeout(late);
      resolve({ child, url, printed: () => printed });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the server ended with ${code} before it was ready and printed:\n${printed}`));
    });
  });
}

// Settings of the person who runs the tests are not the tests' settings.
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !key.startsWith('PARLEY_') && key !== 'NODE_OPTIONS'),
  );
}
