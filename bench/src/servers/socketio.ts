// The second baseline: the same relay on socket.io, with the recipient looked up in a map of sockets.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { Server, type Socket } from 'socket.io';
import { answerCalls } from '../process/remote.ts';
import { portOf, type ServerOperations } from './operations.ts';
import { createUsage } from './usage.ts';

interface Outgoing {
  id: string;
  to: string;
  text: string;
}

const users = new Map<string, Socket>();

function welcome(socket: Socket): void {
  const from = String((socket.handshake.auth as { user?: unknown }).user);
  users.set(from, socket);
  socket.on('chat.send', ({ id, to, text }: Outgoing) => {
    users.get(to)?.emit('chat.message', { id, from, to, text });
  });
  socket.on('disconnect', () => users.delete(from));
}

answerCalls<ServerOperations>({
  async listen() {
    const http = createServer();
    const io = new Server(http, { serveClient: false, transports: ['websocket'] });
    io.on('connection', welcome);
    http.listen(0, '127.0.0.1', 4096);
    await once(http, 'listening');
    return { port: portOf(http.address()) };
  },
  credentials: (names) => names,
  ...createUsage(),
});
