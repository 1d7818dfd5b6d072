// Asks over HTTP or HTTPS whoever answers, trusted or not: what is wrong with a certificate is to be found out, too.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** How long an answer may take, in milliseconds. */
export const ANSWER_MS = 3_000;

/** Resolves with the head of the answer. Rejects where there is none in time. */
export function askUnverified(url: string, method: 'GET' | 'HEAD'): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(ANSWER_MS);
  const options = { method, rejectUnauthorized: false, agent: false as const, signal };
  return new Promise((resolve, reject) => {
    request(url, options, resolve).once('error', reject).end();
  });
}
