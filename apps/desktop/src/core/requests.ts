// The few requests that the client makes by itself.
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Answer } from '../shell.ts';
import type { Trust } from './trust.ts';

/** Ms of silence after which a request is given up. */
const PATIENCE = 8_000;
/** Characters of an answer. */
const LONGEST = 256 * 1024;

/** Rejects with what Node says of a server that can't be reached. */
export type Get = (url: string, way?: { cookie?: string | undefined; trust?: Trust }) => Promise<Answer>;

export const getJson: Get = async (url, { cookie, trust = {} } = {}) => {
  const options: RequestOptions = {
    headers: { accept: 'application/json', ...(cookie !== undefined && { cookie }) },
    timeout: PATIENCE,
    ...trust,
  };
  const response = await ask(new URL(url), options);
  const text = await read(response);
  return { status: response.statusCode ?? 0, body: parseJson(text) };
};

function ask(url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, options, resolve);
    request.once('error', reject);
    request.once('timeout', () =>
      request.destroy(Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' })),
    );
    request.end();
  });
}

async function read(response: IncomingMessage): Promise<string> {
  response.setEncoding('utf8');
  let text = '';
  for await (const part of response as AsyncIterable<string>) {
    text += part;
    if (text.length > LONGEST) response.destroy(new Error('the answer is too long'));
  }
  return text;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // A page, as other servers have it.
  }
}
