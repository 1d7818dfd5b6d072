// Keeps what the page is made of, so that it opens without a line, and never in the place of what the server has now.

/** Made of what a build has put out (vite.config.ts). */
export interface Shell {
  /** Another one for every other build. */
  readonly version: string;
  /** Paths of this server's, `/` among them. */
  readonly files: readonly string[];
}

export interface ShellKeeper {
  /** Rejects where one of the files can't be had: the worker is then not installed. */
  keep(): Promise<void>;
  /** Forgets what earlier builds were made of. */
  forgetOthers(): Promise<void>;
  /** Nothing where the browser is to ask the server as ever. */
  answer(request: Pick<Request, 'url' | 'mode' | 'method'>): Promise<Response> | undefined;
}

export interface ShellOptions {
  shell: Shell;
  origin: string;
  caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  fetch: (request: Request | string) => Promise<Response>;
  /** Resolves after so many ms. */
  wait: (ms: number) => Promise<void>;
}

/** A server that says nothing for so long is as good as none. */
const PATIENCE_MS = 4_000;
const PREFIX = 'parley-shell-';
const PAGE = '/';

export function createShell({ shell, origin, caches, fetch, wait }: ShellOptions): ShellKeeper {
  const name = `${PREFIX}${shell.version}`;
  const kept = async (path: string): Promise<Response | undefined> => (await caches.open(name)).match(path);

  const page = async (request: Request): Promise<Response> => {
    const asked = fetch(request);
    try {
      const answer = await Promise.race([asked, wait(PATIENCE_MS)]);
      if (!answer) return (await kept(PAGE)) ?? (await asked);
      // What a proxy says in the place of a server that is away.
      return answer.status >= 500 ? ((await kept(PAGE)) ?? answer) : answer;
    } catch (cause) {
      const shown = await kept(PAGE);
      if (shown) return shown;
      throw cause;
    } finally {
      asked.catch(() => undefined); // Told above, where it was still waited for.
    }
  };
  /** Named after its content: what is kept is what the server would send. */
  const asset = async (request: Request, path: string): Promise<Response> =>
    (await kept(path)) ?? fetch(request);
  const latest = async (request: Request, path: string): Promise<Response> => {
    try {
      return await fetch(request);
    } catch (cause) {
      const shown = await kept(path);
      if (shown) return shown;
      throw cause;
    }
  };

  return {
    async keep() {
      const cache = await caches.open(name);
      // Past the browser's own cache, which may hold the page of before.
      const requests = shell.files.map((path) => (path.startsWith('/assets/') ? path : fresh(path, origin)));
      await cache.addAll(requests);
    },
    async forgetOthers() {
      const all = await caches.keys();
      const others = all.filter((one) => one.startsWith(PREFIX) && one !== name);
      await Promise.all(others.map((one) => caches.delete(one)));
    },
    answer(request) {
      const url = new URL(request.url);
      if (request.method !== 'GET' || url.origin !== origin) return undefined;
      const path = url.pathname;
      if (request.mode === 'navigate') return path === PAGE ? page(request as Request) : undefined;
      if (!shell.files.includes(path)) return undefined;
      return path.startsWith('/assets/') ? asset(request as Request, path) : latest(request as Request, path);
    },
  };
}

function fresh(path: string, origin: string): Request {
  return new Request(new URL(path, origin), { cache: 'reload' });
}
