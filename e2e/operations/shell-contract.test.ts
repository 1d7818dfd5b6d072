// The contract of every desktop, by the browser of this computer on a screen that nobody sees.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createAppModeShell } from '../../apps/desktop/src/app-mode/shell.ts';
import { describeShell } from '../../apps/desktop/src/testing/shell-contract.ts';
import { findBrowser } from '../../scripts/find-browser.mjs';
import { missingTools } from '../../scripts/test-tools.mjs';
import { until } from '../faults/until.ts';
import { findFreePort } from '../src/browser.ts';
import { openDisplay, type Display } from '../src/display.ts';

const missing = missingTools('Xvfb', 'openbox', 'wmctrl');

/** Does what the stage says, and tells it all that it is told. */
const scriptFor = (stage: string): string => `
  let last;
  // One after the other: the browser sends them by several lines.
  let telling = Promise.resolve();
  const tell = (path, text) => (telling = telling.then(() => fetch('${stage}' + path, { method: 'POST', body: text })));
  parleyDesktop.receive = (json) => tell('/heard', json);
  // A load in the same window takes what is said at pagehide with it; a closing window asks nothing before.
  const leave = () => { if (last) parleyDesktop.post(last); last = undefined; };
  addEventListener('beforeunload', leave);
  addEventListener('pagehide', leave);
  new EventSource('${stage}/orders').onmessage = ({ data }) => {
    const { say, leaveWith, number } = JSON.parse(data);
    if (say) parleyDesktop.post(say);
    if (leaveWith) last = leaveWith;
    tell('/done', String(number));
  };`;

const folder = mkdtempSync(join(tmpdir(), 'parley-contract-'));
const own = join(folder, 'own.html');
let display: Display;
let manager: ChildProcess;
let env: NodeJS.ProcessEnv = {};
let server: Server;
let origin = '';
let profiles = 0;
/** Of the page that is open. */
let orders: ServerResponse | undefined;
let heard: unknown[] = [];
let done = 0;
let given = 0;

beforeAll(async () => {
  if (missing) return;
  display = await openDisplay();
  env = { PATH: process.env['PATH'], HOME: folder, DISPLAY: display.name };
  manager = spawn('openbox', [], { env, stdio: 'ignore' });
  await until(() => spawnSync('wmctrl', ['-m'], { env }).status === 0, 5_000, 'a window manager');
  server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    if (request.url === '/orders') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      orders = response;
    } else if (request.method === 'POST') {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        if (request.url === '/done') done = Number(text);
        else heard.push(JSON.parse(text));
        response.end();
      });
    } else
      response
        .setHeader('content-type', 'text/html')
        .end(`<!doctype html><title>A page</title><script>${scriptFor(origin)}</script>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeFileSync(own, `<!doctype html><title>Own</title><script>${scriptFor(origin)}</script>`);
});
afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  manager?.kill();
  display?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function order(what: { say?: string; leaveWith?: string }): Promise<void> {
  await until(() => orders !== undefined, 10_000, 'a page');
  const number = ++given;
  orders?.write(`data: ${JSON.stringify({ ...what, number })}\n\n`);
  await until(() => done >= number, 10_000, 'what the page was asked for');
}

describe.skipIf(missing)('with a real browser', () => {
  describeShell('the desktop by app windows', async () => {
    orders = undefined;
    heard = [];
    const shell = await createAppModeShell({
      profile: join(folder, `profile${profiles++}`),
      browser: findBrowser(),
      browserArgs: ['--disable-gpu'],
      command: ['parley-desktop'],
      env,
      language: 'en',
      log: () => undefined,
    });
    return {
      shell,
      server: origin,
      nowhere: `http://127.0.0.1:${await findFreePort()}/`,
      own: pathToFileURL(own).href,
      page: async () => {
        await until(() => orders !== undefined, 10_000, 'a page');
        return {
          says: (message) => order({ say: JSON.stringify(message) }),
          heard: async () => heard,
          leavesWith: (message) => order({ leaveWith: JSON.stringify(message) }),
          isClosed: async () => {
            // By the cross of its title bar.
            const { status } = spawnSync('wmctrl', ['-c', 'A page'], { env });
            expect(status).toBe(0);
          },
        };
      },
      close: () => shell.close(),
    };
  });
});
