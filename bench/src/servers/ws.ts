// The ws that Parley's server runs on, so that baselines and server differ in nothing but their own code.
import { createRequire } from 'node:module';
import type * as ws from 'ws';

const require = createRequire(new URL('../../../packages/server/package.json', import.meta.url));
const found = require('ws') as typeof ws;

export const WebSocketServer = found.WebSocketServer;
export const WebSocket = found.WebSocket;
export const WS_VERSION = (require('ws/package.json') as { version: string }).version;
