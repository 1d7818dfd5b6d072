import { expect, test } from 'vitest';
import { createShell, type ShellKeeper } from './shell.ts';

const ORIGIN = 'https://parley.test';
const ASSET = '/assets/app-AbCd1234.js';

/** Caches as a browser has them, filled from the server of the test's. */
function setUp(version = 'one', all = new Map<string, Map<string, string>>()) {
  const server = new Map([
    ['/', 'page'],
    [ASSET, 'code'],
    ['/favicon.svg', 'icon'],
  ]);
  const state = { status: 200, answers: true, online: true, asked: [] as string[] };
  let late: () => void = () => undefined;
  const pathOf = (request: Request | string): string =>
    new URL(typeof request === 'string' ? request : request.url, ORIGIN).pathname;
  const fetch = async (request: Request | string): Promise<Response> => {
    state.asked.push(pathOf(request));
    if (!state.online) throw new TypeError('no network');
    if (!state.answers) await new Promise(() => undefined);
    return new Response(server.get(pathOf(request)) ?? 'none', { status: state.status });
  };
  const open = async (name: string): Promise<Cache> => {
    const kept = all.get(name) ?? new Map<string, string>();
    all.set(name, kept);
    const cache = {
      addAll: async (requests: (Request | string)[]) => {
        for (const one of requests) kept.set(pathOf(one), await (await fetch(one)).text());
      },
      match: async (path: string) => (kept.has(path) ? new Response(kept.get(path)) : undefined),
    };
    return cache as unknown as Cache;
  };
  const caches = {
    open,
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
  };
  const wait = (): Promise<void> => new Promise((resolve) => (late = resolve));
  const shell = createShell({
    shell: { version, files: [...server.keys()] },
    origin: ORIGIN,
    caches,
    fetch,
    wait,
  });
  return { shell, server, state, all, late: () => late() };
}

const get = (path: string, mode: RequestMode = 'cors') => ({ url: `${ORIGIN}${path}`, mode, method: 'GET' });
const body = async (shell: ShellKeeper, path: string, mode?: RequestMode): Promise<string | undefined> =>
  (await shell.answer(get(path, mode)))?.text();

test('the page is the server’s as long as it answers, and the kept one where it does not', async () => {
  const { shell, server, state, late } = setUp();
  await shell.keep();
  server.set('/', 'newer page');
  expect(await body(shell, '/', 'navigate')).toBe('newer page');
  state.online = false;
  expect(await body(shell, '/', 'navigate')).toBe('page');
  Object.assign(state, { online: true, status: 502 });
  expect(await body(shell, '/', 'navigate')).toBe('page');
  Object.assign(state, { status: 200, answers: false });
  const slow = body(shell, '/', 'navigate');
  late();
  expect(await slow).toBe('page');
});

test('what a build is made of comes from what is kept; of another build’s nothing is', async () => {
  const { shell, state } = setUp();
  await shell.keep();
  state.asked = [];
  expect(await body(shell, ASSET)).toBe('code');
  expect(state.asked).toEqual([]);
  expect(shell.answer(get('/assets/app-Newer999.js'))).toBeUndefined();
  expect(await body(shell, '/favicon.svg')).toBe('icon');
  expect(state.asked).toEqual(['/favicon.svg']);
  state.online = false;
  expect(await body(shell, '/favicon.svg')).toBe('icon');
});

test('nothing else is touched: the API, downloads, other origins, what changes something', () => {
  const { shell } = setUp();
  expect(shell.answer(get('/api/session'))).toBeUndefined();
  expect(shell.answer(get('/api/oidc/start', 'navigate'))).toBeUndefined();
  expect(shell.answer(get('/downloads/parley.deb', 'navigate'))).toBeUndefined();
  expect(shell.answer({ url: 'https://elsewhere.test/', mode: 'navigate', method: 'GET' })).toBeUndefined();
  expect(shell.answer({ ...get('/', 'navigate'), method: 'POST' })).toBeUndefined();
});

test('a worker forgets what builds before it were made of, and nothing else', async () => {
  const before = setUp('one');
  await before.shell.keep();
  before.all.set('parley-words', new Map());
  const { shell, all } = setUp('two', before.all);
  await shell.keep();
  expect([...all.keys()]).toEqual(['parley-shell-one', 'parley-words', 'parley-shell-two']);
  await shell.forgetOthers();
  expect([...all.keys()]).toEqual(['parley-words', 'parley-shell-two']);
});
