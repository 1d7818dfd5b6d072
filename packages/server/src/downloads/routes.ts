// GET /api/downloads lists what the operator offers, GET /downloads/NAME sends it. Both are for everybody.
import { pipeline } from 'node:stream/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono, type Context } from 'hono';
import { hasMatch, notFound } from '../http/page-routes.ts';
import type { Log } from '../log.ts';
import { readRange, type ByteRange } from './byte-range.ts';
import type { Downloads, Offer } from './downloads.ts';
import { mediaTypeOf } from './package-name.ts';
import { FileChanged, type OpenFile } from './regular-file.ts';

export interface DownloadRouteParts {
  downloads: Downloads;
  log: Log;
}

type Exchange = Context<{ Bindings: HttpBindings }>;

/** Downloads at once: each takes a file handle and a quarter of a megabyte. */
const MAX_SENDING = 200;
/** Who takes nothing for so long has gone. */
const STALLED_MS = 60_000;
/** Clients ask seldom, and by then the list is to be right. */
const LIST_CACHE = 'public, max-age=60';

export function downloadRoutes({ downloads, log }: DownloadRouteParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  let sending = 0;
  app.get('/api/downloads', async (c) => {
    return c.json<Offer>(await downloads.list(), 200, { 'Cache-Control': LIST_CACHE });
  });
  app.get('/downloads/:name', async (c) => {
    const name = c.req.param('name');
    if (sending === MAX_SENDING) return c.json({ error: 'server-busy' }, 503, { 'Retry-After': '10' });
    sending += 1;
    let file: OpenFile | void = undefined;
    try {
      file = await downloads.open(name);
      return file ? await answer(c, name, file) : notFound(c);
    } catch (cause) {
      if (cause instanceof FileChanged) log.info({ name }, 'a download was replaced while it was sent');
      else if (!isClosed(cause)) throw cause;
      return RESPONSE_ALREADY_SENT;
    } finally {
      sending -= 1;
      await file?.close();
    }
  });
  return app;
}

async function answer(c: Exchange, name: string, file: OpenFile): Promise<Response> {
  const { size, stamp } = file;
  const etag = `"${stamp}"`;
  // Revalidated each time: a file may be replaced by another one of the same name.
  const headers = { 'Cache-Control': 'no-cache', ETag: etag, 'Accept-Ranges': 'bytes' };
  if (hasMatch(c.req.header('if-none-match') ?? '', etag)) return c.body(null, 304, headers);
  const range = rangeOf(c, file, etag);
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const sent = {
    ...headers,
    'Content-Type': mediaTypeOf(name),
    'Content-Disposition': attachment(name),
    'Content-Length': String(end + 1 - start),
    ...(range && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
  };
  if (c.req.method === 'HEAD') return c.body(null, 200, sent);
  const { outgoing } = c.env;
  outgoing.writeHead(range ? 206 : 200, sent);
  outgoing.setTimeout(STALLED_MS);
  await pipeline(file.bytes(start, end), outgoing);
  return RESPONSE_ALREADY_SENT;
}

/** What was begun with another content is sent whole (RFC 9110 §13.1.5). */
function rangeOf(c: Exchange, { size }: OpenFile, etag: string): ByteRange | undefined | 'unsatisfiable' {
  const isSame = (c.req.header('if-range') ?? etag) === etag;
  return isSame && c.req.method === 'GET' ? readRange(c.req.header('range'), size) : undefined;
}

/** To be kept, never shown (RFC 6266): the second form is for names that are not ASCII. */
function attachment(name: string): string {
  const plain = name.replaceAll(/[^ -~]|["\\%]/g, '_');
  if (plain === name) return `attachment; filename="${name}"`;
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** Whoever was sent to has gone. */
function isClosed(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && CLOSED.has(String(cause.code));
}

const CLOSED = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_DESTROYED']);
