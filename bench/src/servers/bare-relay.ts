// A relay on bare ws. JSON.parse, look up the recipient, JSON.stringify, send; nothing else.
import type { WebSocket, WebSocketServer } from 'ws';

interface Outgoing {
  id: string;
  to: string;
  text: string;
}

/** `presence`: what anybody would write first. The list to who joins, and each join and leave to everybody else. */
export function relayOver(server: WebSocketServer, presence: boolean): void {
  const users = new Map<string, WebSocket>();

  function relay(from: string, data: string): void {
    const message = JSON.parse(data) as Outgoing;
    const { id, to, text } = message;
    users.get(to)?.send(JSON.stringify({ t: 'chat.message', id, from, to, text }));
  }

  function tellOthers(name: string, change: 'online' | 'offline'): void {
    for (const [other, socket] of users) {
      if (other === name) continue;
      const lists = { online: [] as string[], offline: [] as string[], [change]: [name] };
      socket.send(JSON.stringify({ t: 'presence.update', ...lists }));
    }
  }

  server.on('connection', (socket, request) => {
    const name = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('user') ?? '';
    users.set(name, socket);
    socket.on('message', (data: Buffer) => relay(name, data.toString()));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      users.delete(name);
      if (presence) tellOthers(name, 'offline');
    });
    if (!presence) return;
    socket.send(JSON.stringify({ t: 'presence.snapshot', online: [...users.keys()] }));
    tellOthers(name, 'online');
  });
}
