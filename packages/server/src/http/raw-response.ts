// Answers on a bare socket, where Node has no response object: refused upgrades and requests that can't be parsed.
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '@parley/protocol';
import { SECURITY_HEADERS } from './security-headers.ts';

/** How long a caller may take to read its refusal. */
const LINGER_MS = 2_000;

/** Answers with the status and the error's code, and closes the socket. */
export function refuseSocket(socket: Duplex, status: number, code: ErrorCode): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({ error: code });
  const headers = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    ...SECURITY_HEADERS.map(([name, value]) => `${name}: ${value}`),
    'Cache-Control: no-store',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  const impatience = setTimeout(() => socket.destroy(), LINGER_MS);
  impatience.unref();
  socket.once('close', () => clearTimeout(impatience));
  socket.once('finish', () => socket.destroy());
  socket.end(`${headers.join('\r\n')}\r\n\r\n${body}`);
}
