// The files of the web app and of the SDK, held in memory and compressed once at the start.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

export interface Page {
  type: string;
  cacheControl: string;
  variants: Partial<Record<Encoding, Variant>> & { identity: Variant };
}

export interface Variant {
  body: Uint8Array<ArrayBuffer>;
  /** Strong, so it differs by encoding (RFC 9110 §8.8.3). */
  etag: string;
}

export interface Pages {
  /** By the request's path as it was sent: `/`, `/assets/x.js`. */
  find(path: string): Page | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};
/** Where the SDK lies, its files below it. */
export const SDK_PATH = '/sdk';
const PACKED = new Set(['.jpg', '.mp3', '.ogg', '.png', '.webp', '.woff2']);
/** What the bundler names after its content never changes. */
const HASHED = /^\/assets\/.*-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/;

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** `undefined` where the folder holds no built web app. */
export async function loadPages(root: string): Promise<Pages | undefined> {
  const pages = await loadFolder(root);
  const start = pages.get('/index.html');
  if (!start) return undefined;
  pages.set('/', start);
  return { find: (path) => pages.get(path) };
}

/** The SDK as pages import it, found by paths such as `/sdk/parley.js`. `undefined` where the folder holds none. */
export async function loadSdk(root: string): Promise<Pages | undefined> {
  const files = await loadFolder(root);
  if (!files.has('/parley.js')) return undefined;
  return { find: (path) => files.get(path.slice(SDK_PATH.length)) };
}

async function loadFolder(root: string): Promise<Map<string, Page>> {
  const files = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const visible = files.filter((file) => file.isFile() && !file.name.startsWith('.'));
  const loaded = await Promise.all(
    visible.map(async (file): Promise<[string, Page]> => {
      const name = join(file.parentPath, file.name);
      const path = `/${relative(root, name).split(sep).join('/')}`;
      return [path, await loadPage(path, await readFile(name))];
    }),
  );
  return new Map(loaded);
}

async function loadPage(path: string, content: Uint8Array): Promise<Page> {
  const extension = extname(path).toLowerCase();
  const page: Page = {
    type: TYPES[extension] ?? 'application/octet-stream',
    cacheControl: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    variants: { identity: variantOf(content) },
  };
  if (PACKED.has(extension)) return page;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  const [gz, br] = await Promise.all([
    gzipped(content, { level: 9 }),
    brotlied(content, { params: quality }),
  ]);
  // A file that does not get smaller is sent as it is.
  if (gz.length < content.length) page.variants.gzip = variantOf(gz);
  if (br.length < content.length) page.variants.br = variantOf(br);
  return page;
}

function variantOf(bytes: Uint8Array): Variant {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  return { body: new Uint8Array(bytes), etag: `"${digest}"` };
}

/** The best variant that `Accept-Encoding` allows (RFC 9110 §12.5.3). */
export function chooseVariant(page: Page, acceptEncoding: string): [Encoding, Variant] {
  const accepted = acceptedEncodings(acceptEncoding);
  for (const encoding of ['br', 'gzip'] as const) {
    const variant = page.variants[encoding];
    if (variant && accepted.has(encoding)) return [encoding, variant];
  }
  return ['identity', page.variants.identity];
}

function acceptedEncodings(header: string): Set<string> {
  const accepted = new Set<string>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((one) => one.trim());
    if (!parameters.some((one) => /^q=0(\.0*)?$/.test(one))) accepted.add(name);
  }
  return accepted;
}
