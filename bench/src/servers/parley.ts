// The server under test: the real one, as the build made it, with everything on. Only the message rate of one
// connection is raised, because 20 a second is a person's limit, and the number of sessions.
import { mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, startServer, type Hooks, type RunningServer } from '@parley/server';
import { answerCalls } from '../process/remote.ts';
import type { ServerOperations } from './operations.ts';
import { createUsage } from './usage.ts';

const RAISED = { messageBurst: 1_000_000, messagesPerSecond: 1_000_000, maxSessions: 20_000 };
/** What a person should see at once; the rest of the log is written as in production, to a file. */
const URGENT = /"level":[45]0/;

const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

function logToFile(): ReturnType<typeof createLog> {
  const file = openSync(join(folder, 'log'), 'a');
  return createLog('info', {
    write(line) {
      writeSync(file, line);
      if (URGENT.test(line)) process.stderr.write(line);
    },
  });
}

let running: RunningServer | undefined;

function tokenOf(server: RunningServer, name: string): string {
  const issued = server.issue(name);
  if (!issued.ok) throw new Error(`no sign-in for ${name}: ${issued.error.code}`);
  return issued.value.token;
}

answerCalls<ServerOperations>({
  async listen({ maySee = false, historyDays = 0 }) {
    const hidden = new Set<string>();
    const hooks: Hooks = { maySee: (viewer, person) => !hidden.has(`${viewer}>${person}`) };
    const settings = { host: '127.0.0.1', port: 0, data: join(folder, 'data'), historyDays, ...RAISED };
    running = await startServer(
      { ...settings, webRoot: false, ...(maySee ? { app: { hooks } } : {}) },
      { log: logToFile() },
    );
    return { port: running.port };
  },
  credentials(names) {
    const server = running;
    if (!server) throw new Error('not listening');
    return names.map((name) => tokenOf(server, name));
  },
  ...createUsage(),
});
