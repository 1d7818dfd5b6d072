// The process around the program: its streams, its signals, and its end.
import { homedir } from 'node:os';
import { runCli } from './cli.ts';
import { EXIT } from './exit.ts';

/** Signals closer together than this are one: npm passes on what the terminal has already sent. */
const SAME_SIGNAL_MS = 100;

const { stdin, stdout, stderr, env, platform } = process;

const crash = (cause: unknown): void => {
  stderr.write(`A bug ends parley-cli: ${cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(EXIT.crashed);
};
process.on('uncaughtException', crash);
process.on('unhandledRejection', crash);
// Whoever reads may go away: `parley-cli people --watch | head`.
for (const stream of [stdout, stderr])
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') stop.abort();
    else crash(cause);
  });

const stop = new AbortController();
let first = 0;
const onSignal = (_signal: NodeJS.Signals, number: number): void => {
  const now = performance.now();
  if (first === 0) {
    first = now;
    stop.abort();
  } else if (now - first >= SAME_SIGNAL_MS) process.exit(128 + number);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

const code = await runCli(process.argv.slice(2), {
  stdin,
  stdout,
  stderr,
  env,
  platform,
  cwd: process.cwd(),
  home: homedir(),
  stopped: stop.signal,
});
// What a pipe has not taken yet. Ended from here and not by itself: the WebRTC package may keep it or crash it (ADR 0017).
await new Promise<void>((resolve) => {
  stdout.write('', () => resolve());
});
process.exit(code);
