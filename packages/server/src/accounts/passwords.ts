// Hashes and verifies passwords in threads of its own behind a bounded queue: libuv's pool stays free for files.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '@parley/protocol';
import type { Log } from '../log.ts';
import type { PasswordJob, PasswordReply } from './password-worker.ts';

export interface Passwords {
  /** `server-busy` where the queue is full or the server stops. Rejects where a thread fails. */
  hash(password: Uint8Array): Promise<Result<string, 'server-busy'>>;
  verify(hash: string, password: Uint8Array): Promise<Result<boolean, 'server-busy'>>;
  close(): Promise<void>;
}

export interface PasswordsOptions {
  /** Threads at most; each is started when it is first needed. */
  threads: number;
  /** Jobs that may wait for a thread. */
  waiting: number;
  log: Log;
}

interface Pending {
  job: PasswordJob;
  settle(result: Result<string | boolean, 'server-busy'>): void;
  fail(cause: Error): void;
}

interface Thread {
  worker: Worker;
  current: Pending | undefined;
}

export function createPasswords({ threads, waiting, log }: PasswordsOptions): Passwords {
  const pool = new Set<Thread>();
  const queue: Pending[] = [];
  let closed = false;

  const pump = (): void => {
    while (queue.length > 0) {
      const thread = idleThread() ?? (pool.size < threads ? startThread() : undefined);
      const next = thread && queue.shift();
      if (!thread || !next) return;
      thread.current = next;
      thread.worker.ref();
      thread.worker.postMessage(next.job, []);
    }
  };

  const idleThread = (): Thread | undefined => {
    for (const thread of pool) if (!thread.current) return thread;
    return undefined;
  };

  const startThread = (): Thread => {
    const thread: Thread = { worker: startWorker(), current: undefined };
    pool.add(thread);
    thread.worker.on('message', (reply: PasswordReply) => {
      const { current } = thread;
      thread.current = undefined;
      thread.worker.unref();
      if (reply.ok) current?.settle(ok(reply.value));
      else current?.fail(new Error(`password hashing failed: ${reply.message}`));
      pump();
    });
    thread.worker.on('error', (cause) =>
      lose(thread, cause instanceof Error ? cause : new Error(String(cause))),
    );
    thread.worker.on('exit', () => lose(thread, new Error('the password thread has ended')));
    return thread;
  };

  /** A dead thread fails the one job it had; the next job starts another. */
  const lose = (thread: Thread, cause: Error): void => {
    if (!pool.delete(thread) || closed) return;
    log.error({ cause: cause.message }, 'a password thread died');
    thread.current?.fail(cause);
    pump();
  };

  // Half of the queue is kept for people who have an account: a flood of registrations does not keep them out.
  const room = { hash: Math.ceil(waiting / 2), verify: waiting };

  const run = (job: PasswordJob): Promise<Result<string | boolean, 'server-busy'>> =>
    new Promise((resolve, reject) => {
      if (closed || queue.length >= room[job.kind]) return resolve(err('server-busy'));
      queue.push({ job, settle: resolve, fail: reject });
      pump();
    });

  return {
    hash: (password) => run({ kind: 'hash', password }) as Promise<Result<string, 'server-busy'>>,
    verify: (hash, password) =>
      run({ kind: 'verify', hash, password }) as Promise<Result<boolean, 'server-busy'>>,
    async close() {
      closed = true;
      const unfinished = [...queue.splice(0), ...[...pool].flatMap(({ current }) => current ?? [])];
      for (const pending of unfinished) pending.settle(err('server-busy'));
      await Promise.all([...pool].map(({ worker }) => worker.terminate()));
      pool.clear();
    },
  };
}

/**
 * From a build the worker is plain JavaScript. From source a line of it has tsx load the TypeScript: tsx's `--import`
 * hook does not reach into worker threads on Node 20.
 */
function startWorker(): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./password-worker.js', import.meta.url));
  const tsx = JSON.stringify(createRequire(import.meta.url).resolve('tsx/cjs/api'));
  const source = JSON.stringify(fileURLToPath(new URL('./password-worker.ts', import.meta.url)));
  return new Worker(`require(${tsx}).require(${source}, ${source})`, { eval: true, execArgv: [] });
}
