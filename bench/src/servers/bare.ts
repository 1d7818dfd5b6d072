// The baseline: a relay on bare ws. JSON.parse, look up the recipient, JSON.stringify, send; nothing else.
import { once } from 'node:events';
import type { WebSocket } from 'ws';
import { answerCalls } from '../process/remote.ts';
import type { ServerOperations } from './operations.ts';
import { createUsage } from './usage.ts';
import { WebSocketServer } from './ws.ts';

interface Outgoing {
  id: string;
  to: string;
  text: string;
}

const users = new Map<string, WebSocket>();

function relay(from: string, data: string): void {
  const message = JSON.parse(data) as Outgoing;
  const { id, to, text } = message;
  users.get(to)?.send(JSON.stringify({ t: 'chat.message', id, from, to, text }));
}

/** What anybody would write first: the list to who joins, and each join or leave to everybody else. */
function tellEverybody(name: string, change: 'online' | 'offline'): void {
  for (const [other, socket] of users) {
    if (other === name) continue;
    const lists = { online: [] as string[], offline: [] as string[], [change]: [name] };
    socket.send(JSON.stringify({ t: 'presence.update', ...lists }));
  }
}

answerCalls<ServerOperations>({
  async listen({ presence = false }) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 4096 });
    server.on('connection', (socket, request) => {
      const name = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('user') ?? '';
      users.set(name, socket);
      socket.on('message', (data: Buffer) => relay(name, data.toString()));
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        users.delete(name);
        if (presence) tellEverybody(name, 'offline');
      });
      if (!presence) return;
      socket.send(JSON.stringify({ t: 'presence.snapshot', online: [...users.keys()] }));
      tellEverybody(name, 'online');
    });
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no port');
    return { port: address.port };
  },
  credentials: (names) => names,
  ...createUsage(),
});
