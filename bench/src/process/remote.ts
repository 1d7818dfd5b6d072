// Calls between the benchmark and the processes it starts: each process offers a set of operations over Node's IPC.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process that has not ended by then is killed. */
const STOP_MS = 3000;

type Operation = (...args: never[]) => unknown;
export type Operations<T> = { [K in keyof T]: Operation };
export type Remote<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

interface Call {
  id: number;
  operation: string;
  args: unknown[];
}
type Answer = { id: number; value: unknown } | { id: number; error: string };

export interface RemoteProcess<T> {
  readonly call: Remote<T>;
  readonly pid: number;
  /** Ends the process and resolves when it is gone. */
  close(): Promise<void>;
}

export interface ProcessOptions {
  /** Resolve workspace packages from source. Servers run what the build made, as they do in production. */
  source?: boolean;
  nodeFlags?: string[];
}

/** Starts `entry`, a file beside `base`, as a process of its own that answers with `answerCalls`. */
export function startProcess<T extends Operations<T>>(
  entry: string,
  base: string,
  options: ProcessOptions = {},
): RemoteProcess<T> {
  const conditions = options.source ? ['--conditions=source'] : [];
  const child = fork(fileURLToPath(new URL(entry, base)), [], {
    execArgv: [...conditions, ...(options.nodeFlags ?? []), '--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
    serialization: 'advanced',
  });
  return { call: caller<T>(child, entry), pid: child.pid ?? 0, close: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(force);
}

function caller<T>(child: ChildProcess, entry: string): Remote<T> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  child.on('message', (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) call?.reject(new Error(`${entry}: ${answer.error}`));
    else call?.resolve(answer.value);
  });
  child.on('exit', (code, signal) => {
    for (const call of waiting.values()) call.reject(new Error(`${entry} ended: ${signal ?? code}`));
    waiting.clear();
  });
  const invoke = (operation: string, args: unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      const call: Call = { id, operation, args };
      child.send(call, (error) => error && reject(error));
    });
  const operations = {
    get:
      (_: object, operation: string) =>
      (...args: unknown[]) =>
        invoke(operation, args),
  };
  return new Proxy({}, operations) as Remote<T>;
}

/** The other end: answers the parent's calls until it goes away. */
export function answerCalls<T extends Operations<T>>(operations: T): void {
  process.on('message', (call: Call) => void answer(operations, call));
  // By `exit`, so that a process can clear up in its `exit` event.
  for (const end of ['disconnect', 'SIGTERM'] as const) process.on(end, () => process.exit(0));
}

async function answer<T extends Operations<T>>(operations: T, call: Call): Promise<void> {
  try {
    const operation = operations[call.operation as keyof T] as unknown as (...args: unknown[]) => unknown;
    reply({ id: call.id, value: await operation(...call.args) });
  } catch (cause) {
    reply({ id: call.id, error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) });
  }
}

function reply(answer: Answer): void {
  process.send?.(answer);
}
