// The call baseline's process: two static files, and the bare ws relay as the hop for its signalling.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerCalls } from '../process/remote.ts';
import { relayOver } from './bare-relay.ts';
import { portOf, type ServerOperations } from './operations.ts';
import { createUsage } from './usage.ts';
import { WebSocketServer } from './ws.ts';

const FILES = new Map([
  ['/cold.html', 'text/html'],
  ['/cold.js', 'text/javascript'],
]);

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const type = FILES.get(path);
  if (!type) {
    response.writeHead(404).end();
    return;
  }
  const file = await readFile(new URL(`../browser/pages${path}`, import.meta.url));
  response.writeHead(200, { 'content-type': type }).end(file);
}

answerCalls<ServerOperations>({
  async listen() {
    const http = createServer((request, response) => void serve(request, response));
    relayOver(new WebSocketServer({ server: http }), false);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return { port: portOf(http.address()) };
  },
  credentials: (names) => names,
  ...createUsage(),
});
