// A server on a real port with a real store, and sockets that do nothing but stay open until their sign-in ends.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLOSE, err } from '@parley/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { systemClock } from '../../clock.ts';
import { defaultSettings, type Settings } from '../../config/settings.ts';
import type { Log } from '../../log.ts';
import type { Identity, Realtime } from '../../realtime-api.ts';
import { createServer, type RunningServer } from '../../server.ts';

export interface TestServer extends RunningServer {
  realtime: FakeRealtime;
  folder: string;
  /** What was logged as an error. */
  errors: string[];
  /** A request to this server. */
  request(path: string, init?: RequestInit): Promise<Response>;
  signIn(account: string, password: string, more?: object): Promise<Response>;
}

export interface FakeRealtime extends Realtime {
  accepted: Identity[];
}

export function createFakeRealtime(): FakeRealtime {
  const server = new WebSocketServer({ noServer: true });
  const live = new Map<WebSocket, Identity>();
  const accepted: Identity[] = [];
  return {
    accepted,
    accept(request, socket, head, identity) {
      server.handleUpgrade(request, socket, head, (ws) => {
        accepted.push(identity);
        live.set(ws, identity);
        ws.on('error', () => {});
        ws.on('close', () => live.delete(ws));
      });
    },
    send: () => Promise.resolve(err('not-delivered')),
    acceptBlob(request, socket, head, identity, id) {
      this.accept(request, socket, head, { ...identity, signIn: `${identity.signIn} for ${id}` });
    },
    query: () => Promise.resolve(err('not-online')),
    endSignIns(ended) {
      const ids = new Set(ended);
      for (const [ws, { signIn }] of live) if (ids.has(signIn)) ws.close(CLOSE.signedOut);
    },
    statusOf: () => 'available',
    refresh() {},
    liveSignIns: () => [...live.values()].map(({ signIn }) => signIn),
    text: () => Promise.resolve(err('not-delivered')),
    online: () => [],
    startCall: () => err('not-online'),
    endCall: () => false,
    declineCall: () => false,
    calls: () => [],
    call: () => undefined,
    counts: () => ({
      sockets: live.size,
      sessions: live.size,
      users: live.size,
      calls: 0,
      textsHeld: 0,
      blobs: 0,
      blobSockets: 0,
      queries: 0,
    }),
    close() {
      for (const ws of live.keys()) ws.close(CLOSE.restart);
      return Promise.resolve();
    },
  };
}

const FILES: Readonly<Record<string, string>> = {
  'index.html': `<!doctype html><title>Parley</title>${'<p>Hello</p>'.repeat(100)}`,
  'assets/app-AbCd1234.js': 'console.log("a page of the test");\n'.repeat(100),
  'favicon.svg': '<svg/>',
  '.hidden': 'secret',
};

export function writeWebApp(folder: string): string {
  mkdirSync(join(folder, 'web', 'assets'), { recursive: true });
  for (const [name, content] of Object.entries(FILES)) writeFileSync(join(folder, 'web', name), content);
  return join(folder, 'web');
}

function writeSdk(folder: string): string {
  mkdirSync(join(folder, 'sdk', 'assets'), { recursive: true });
  for (const name of ['parley.js', 'assets/core-AbCd1234.js'])
    writeFileSync(join(folder, 'sdk', name), 'export {};');
  return join(folder, 'sdk');
}

/** Closing it removes what it kept. */
export async function startTestServer(settings: Partial<Settings> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-server-'));
  const realtime = createFakeRealtime();
  const errors: string[] = [];
  const log: Log = {
    error: (fields, message) => void errors.push(`${message} ${JSON.stringify(fields)}`),
    warn() {},
    info() {},
    debug() {},
  };
  const server = await createServer(
    { ...defaultSettings(), port: 0, data: join(folder, 'data'), logLevel: 'silent', ...settings },
    {
      clock: systemClock,
      log,
      createRealtime: () => realtime,
      webRoot: writeWebApp(folder),
      sdkRoot: writeSdk(folder),
    },
  );
  const request = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}${path}`, init);
  return {
    ...server,
    realtime,
    folder,
    errors,
    request,
    signIn: (account, password, more = {}) =>
      request('/api/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ account, password, ...more }),
      }),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
