// Requests of programs: node's `fetch` takes no certificates to trust, its `https` does.
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ParleyError } from '../error.ts';
import type { Trust } from '../runtime.ts';
import type { Fetch } from '../session-requests.ts';
import { authorities, distrust } from './trust.ts';

/** Milliseconds of silence after which a request is given up. */
const PATIENCE = 15_000;
/** Characters of an answer to a sign-in: far more than there ever are. */
const LONGEST = 64 * 1024;

export function nodeFetch({ ca }: Trust): Fetch {
  return async (url, { method, headers = {}, body, signal }) => {
    const options: RequestOptions = { method, headers, timeout: PATIENCE, ...(signal && { signal }) };
    const response = await ask(new URL(url), { ...options, ...authorities(ca) }, body).catch(
      (cause: unknown) => {
        throw distrust(cause) ?? cause;
      },
    );
    const text = await read(response);
    const status = response.statusCode ?? 0;
    return { status, ok: status >= 200 && status < 300, json: async () => JSON.parse(text) as unknown };
  };
}

function ask(url: URL, options: RequestOptions, body: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, resolve);
    request.once('error', reject);
    request.once('timeout', () => request.destroy(new Error('the server does not answer')));
    request.end(body);
  });
}

async function read(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response as AsyncIterable<string>) {
    text += part;
    if (text.length > LONGEST)
      throw new ParleyError('internal', { message: 'The answer is not from a Parley server.' });
  }
  return text;
}
