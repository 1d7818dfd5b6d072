// The process around the program: its streams, its signals, and its end when a bug shows.
import { destination } from 'pino';
import { runCli } from './cli.ts';
import { createLog } from './log.ts';
import { EXIT } from './start-failure.ts';

/** Signals closer together than this are one: npm passes on what the terminal has already sent. */
const SAME_SIGNAL_MS = 100;
/** A server that has not stopped by then is stopped. */
const STOP_MS = 2_900;

const log = createLog('info', destination({ dest: 2, sync: true }));

// Half a server is worse than none: what runs it starts it again.
const crash = (cause: unknown): void => {
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  log.error({ cause: message, stack }, 'a bug stops the program');
  process.exit(EXIT.crashed);
};
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
// Whoever reads may go away: `npm start | head` is no reason to hang up on everybody.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const stopped = new Promise<void>((resolve) => {
  let first = 0;
  const onSignal = (_signal: NodeJS.Signals, number: number): void => {
    const now = performance.now();
    if (first === 0) {
      first = now;
      setTimeout(() => process.exit(EXIT.ok), STOP_MS).unref();
      resolve();
    } else if (now - first >= SAME_SIGNAL_MS) process.exit(128 + number);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, onSignal);
});

const { stdin, stdout, stderr, env } = process;
const code = await runCli(process.argv.slice(2), { stdin, stdout, stderr, env, cwd: process.cwd(), stopped });
process.exit(code);
