// The SDK as others have it: packed, installed outside the workspace, checked, bundled and run there (docs/sdk.md).
import { execFile, execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from 'vite';
import { build as buildOurs } from '../../scripts/build.mjs';
import { rollUpTypes } from '../../scripts/sdk-types.mjs';
import { launchTabbedBrowser } from '../src/browser.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';

const ROOT = join(import.meta.dirname, '../..');
const CORE_BYTES = 14 * 1024;
const PASSWORD = 'a password of the tests';
const run = promisify(execFile);
const project = mkdtempSync(join(tmpdir(), 'parley-sdk-'));
const servers: { close(): unknown }[] = [];

beforeAll(async () => {
  await buildOurs(['server', 'sdk', 'client']);
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '-w', 'packages/client', '--pack-destination', project],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const dependencies = { '@parley/client': `file:${filename}` };
  write('package.json', JSON.stringify({ private: true, type: 'module', dependencies }));
  execFileSync('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: project });
});
afterAll(async () => {
  for (const server of servers) await server.close();
  rmSync(project, { recursive: true, force: true });
});

function write(name: string, content: string): string {
  mkdirSync(join(project, name, '..'), { recursive: true });
  writeFileSync(join(project, name), content);
  return join(project, name);
}

async function startServer(...flags: string[]): Promise<ServerProcess> {
  const server = await startServerProcess({ flags });
  servers.push(server);
  return server;
}

test('what is public is what the reports say, explained, and needs no other package', () => {
  expect(rollUpTypes()).toEqual([]);
});

test('the package brings ws and nothing else, and nothing of the sources', () => {
  expect(readdirSync(join(project, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    '@parley',
    'ws',
  ]);
  const client = join(project, 'node_modules/@parley/client');
  expect(readdirSync(client).toSorted()).toEqual(['README.md', 'dist', 'package.json']);
  const files = readdirSync(join(client, 'dist'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => /types|report|\.tsbuildinfo|\.test\./.test(name))).toEqual([]);
});

/** Uses what a program would, with its own names as they come: a plain string goes wherever an account is wanted. */
const TYPED = `
import { connect, LIMITS, ParleyError, SERVER, type Parley, type UserId } from '@parley/client';
interface Mine { messages: { move: { x: number } }; queries: object }
export async function play(server: string, name: string): Promise<UserId[]> {
  const parley: Parley<Mine> = await connect<Mine>({ server, account: name, password: 'long enough', heartbeat: 5_000 });
  parley.connection.on('reconnected', ({ recovered, after }) => console.log(recovered, after.toFixed()));
  parley.presence.on('came', (user) => user === name && parley.chat.send(user, 'hello'));
  parley.chat.send(name, 'x'.repeat(LIMITS.textBytes));
  if (parley.presence.online.has(name) && parley.calls.supported) parley.calls.invite(name, 'voice').hangUp();
  await parley.messages.send(name, 'move', { x: 1 }).catch((error: unknown) => error instanceof ParleyError);
  // @ts-expect-error: the map says that it has an x
  await parley.messages.send(SERVER, 'move', { y: 1 });
  // @ts-expect-error: somebody signs in by one or the other
  await connect({ server, account: name, token: 'x' });
  await parley.signOut();
  return [...parley.presence.online];
}
`;

test.each([
  ['bundler', 'preserve'],
  ['nodenext', 'nodenext'],
])('its types suffice a strict consumer that resolves as %s', async (moduleResolution, module) => {
  const file = write(`typed-${moduleResolution}.ts`, TYPED);
  const options = { moduleResolution, module, target: 'es2022', lib: 'es2022,dom,dom.iterable', types: '' };
  const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--noEmit'];
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const checked = run(process.execPath, [tsc, ...flags, ...strict, file], { cwd: project });
  await expect(
    checked.then(
      ({ stdout }) => stdout,
      (cause: { stdout: string }) => cause.stdout,
    ),
  ).resolves.toBe('');
});

test('the core in a page that connects is at most 14 KB, gzipped', async () => {
  const entry = write('core.js', "export { connect } from '@parley/client';");
  const built = await build({
    configFile: false,
    logLevel: 'error',
    root: project,
    build: {
      write: false,
      target: 'es2022',
      // A library, so that nothing of Vite's own is counted.
      lib: { entry, formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  if (!Array.isArray(built)) throw new Error('Vite has built something else');
  const chunks = built.flatMap(({ output }) => output).filter((one) => one.type === 'chunk');
  const sizes = chunks.map((chunk) => ({
    name: chunk.name,
    file: chunk.fileName,
    gzip: gzipSync(chunk.code, { level: 9 }).length,
  }));
  console.log(`SDK, bytes gzipped: ${sizes.map(({ name, gzip }) => `${name} ${gzip}`).join(', ')}`);
  // The entry and what it imports at once.
  const first = new Set(
    chunks.flatMap(({ isEntry, fileName, imports }) => (isEntry ? [fileName, ...imports] : [])),
  );
  const core = sizes.filter(({ file }) => first.has(file));
  expect(core.reduce((sum, { gzip }) => sum + gzip, 0)).toBeLessThanOrEqual(CORE_BYTES);
});

const BOT = `
import { createHash, randomBytes } from 'node:crypto';
import { connect, ParleyError, SERVER } from '@parley/client';
const { SERVER_URL: server, SECURE: secure, CA: ca, PASSWORD: password } = process.env;
const seen = [];
const ann = await connect({ server, account: 'ann', password });
ann.connection.on('connected', () => seen.push('connected'));
const came = new Promise((resolve) => ann.presence.on('came', resolve));
const moved = new Promise((resolve) => ann.messages.handle('move', ({ from, payload }) => resolve([from, payload])));
const read = new Promise((resolve) => ann.chat.on('added', (text) => text.from === 'bob' && resolve(text.text)));
const bob = await connect({ server, account: 'bob', password });
seen.push(await came);
await bob.messages.send('ann', 'move', { x: 1 });
seen.push(...(await moved));
bob.chat.send('ann', 'hello');
seen.push(await read, ann.calls.supported);
ann.messages.answer('double', ({ from, payload }) => [from, payload * 2]);
seen.push(await bob.messages.query('ann', 'double', 21));
seen.push(await bob.messages.query('ann', 'triple', 14).catch((error) => error.code));
const whole = new Promise((resolve) => ann.blobs.on('offered', (blob) => resolve(blob.bytes(1024 * 1024))));
const bytes = randomBytes(300_000);
const { sha256 } = await bob.blobs.send('ann', bytes).done;
seen.push(bytes.equals(await whole), sha256 === createHash('sha256').update(bytes).digest('hex'));
await bob.signOut();
seen.push(bob.connection.state.code);
const refused = (error) => seen.push(error instanceof ParleyError && error.code, error.message);
await connect({ server, account: 'ann', password: 'not the one' }).catch(refused);
await connect({ server: secure, account: 'carl', password }).catch(refused);
const carl = await connect({ server: secure, account: 'carl', password, ca });
await new Promise((resolve) => carl.connection.on('connected', resolve));
// The program ends once both are closed.
carl.close();
ann.close();
console.log(JSON.stringify(seen));
`;

test('a program in Node connects, talks, is told whom not to trust, and ends when it has closed', async () => {
  const [server, secure] = await Promise.all([startServer(), startServer('--host', '0.0.0.0')]);
  const ca = await downloadCa(secure.port);
  const env = {
    ...process.env,
    SERVER_URL: server.url,
    SECURE: `https://127.0.0.1:${secure.port}`,
    CA: ca,
    PASSWORD,
  };
  const { stdout } = await run(process.execPath, [write('bot.js', BOT)], {
    cwd: project,
    env,
    timeout: 20_000,
  });
  expect(JSON.parse(stdout)).toEqual([
    'connected',
    'bob',
    'bob',
    { x: 1 },
    'hello',
    false,
    ['bob', 42],
    'no-handler',
    true,
    true,
    'signed-out',
    'wrong-password',
    expect.stringMatching(/^The password is wrong, or .*\.$/) as string,
    'certificate-untrusted',
    expect.stringContaining('certificate (PEM) as `ca`') as string,
  ]);
});

const PAGE = (from: string, server: string, account: string): string => `
import { connect } from '${from}';
const parley = await connect({ server: '${server}', account: '${account}', password: '${PASSWORD}' });
globalThis.leave = () => parley.close();
parley.presence.on('came', (user) => document.body.append(user + ' came. '));
`;

/** In the worker: resolves at its second knock. */
const KNOCKS = `new Promise((resolve) => {
  const { postMessage } = globalThis;
  let knocks = 0;
  globalThis.postMessage = (message) => {
    postMessage.call(globalThis, message);
    knocks += 1;
    if (knocks === 2) resolve(knocks);
  };
})`;

/** Hidden pages have no frames, which pace Playwright's waiting. */
async function appears(page: Page, text: string): Promise<void> {
  await expect.poll(() => page.locator('body').textContent(), { timeout: 10_000 }).toContain(text);
}

test('pages of another site connect, by their own bundle and by what the server serves, and keep time while they are hidden', async () => {
  const site = createServer((request, response) => {
    if (request.url === '/favicon.ico') return response.writeHead(404).end();
    const name = request.url === '/' ? 'index.html' : (request.url ?? '');
    response.setHeader('content-type', name.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(readFileSync(join(project, 'dist', name)));
  });
  const origin = await listen(site);
  const server = await startServer('--origin', origin);
  write('main.js', PAGE('@parley/client', server.url, 'bundled'));
  write('index.html', '<!doctype html><body><script type="module" src="/main.js"></script>');
  await build({ configFile: false, logLevel: 'error', root: project, build: { target: 'es2022' } });
  const plain = PAGE(`${server.url}/sdk/parley.js`, server.url, 'plain');
  write('dist/plain.html', `<!doctype html><body><script type="module">${plain}</script>`);
  const { browser, close } = await launchTabbedBrowser({ kind: 'none' });
  servers.unshift({ close });
  const [tabs] = browser.contexts();
  if (!tabs) throw new Error('the browser has no window');
  const pages = [await tabs.newPage(), await tabs.newPage()] as const;
  await pages[0].goto(`${origin}/`);
  await pages[1].goto(`${origin}/plain.html`);
  await Promise.all([appears(pages[0], 'plain came.'), appears(pages[1], 'bundled came.')]);
  // Both are hidden in turn, and keep time by a worker until they have left.
  const front = await tabs.newPage();
  await front.bringToFront();
  for (const page of pages) {
    await expect.poll(() => page.workers().length).toBe(1);
    expect(await page.workers()[0]?.evaluate(KNOCKS)).toBe(2);
    await page.evaluate('leave()');
    await expect.poll(() => page.workers().length).toBe(0);
  }
});

/** The server's own authority, as a phone gets it, in PEM. */
async function downloadCa(port: number): Promise<string> {
  const headers = { host: `parley.lan:${port}` };
  const asked = get({ port, host: '127.0.0.1', path: '/parley-ca.crt', headers, agent: false });
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return new X509Certificate(await buffer(response)).toString();
}

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
