// Reads a request's body up to a limit, whether or not it says how long it is.
import { err, ok, type Result } from '@parley/protocol';

/** The body as text. A caller who breaks off in the middle has sent a bad message to nobody. */
export async function readBody(
  request: Request,
  limit: number,
): Promise<Result<string, 'bad-message' | 'too-large'>> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return err('too-large');
  if (!request.body) return ok('');
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body as AsyncIterable<Uint8Array>) {
      length += chunk.byteLength;
      if (length > limit) return err('too-large');
      chunks.push(chunk);
    }
  } catch {
    return err('bad-message');
  }
  return ok(Buffer.concat(chunks).toString('utf8'));
}
