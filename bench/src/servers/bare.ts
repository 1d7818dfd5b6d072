// The first baseline's process: the bare ws relay.
import { once } from 'node:events';
import { answerCalls } from '../process/remote.ts';
import { relayOver } from './bare-relay.ts';
import { portOf, type ServerOperations } from './operations.ts';
import { createUsage } from './usage.ts';
import { WebSocketServer } from './ws.ts';

answerCalls<ServerOperations>({
  async listen({ presence = false }) {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 4096 });
    relayOver(server, presence);
    await once(server, 'listening');
    return { port: portOf(server.address()) };
  },
  credentials: (names) => names,
  ...createUsage(),
});
