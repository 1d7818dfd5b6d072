// Frames from clients to messages, fast where they are right.
import { clientMessages, decodeClientMessage, LIMITS, ok } from '@parley/protocol';
import type { BadFrame, ClientMessage, Result } from '@parley/protocol';
import { compile, type Check } from './compiled-schema.ts';

const checks = new Map<unknown, Check>(
  Object.entries(clientMessages).map(([type, schema]) => [type, compile(schema)]),
);

/** As `decodeClientMessage`, which has the last word on every frame that is not plainly right. Never throws. */
export function decode(text: string): Result<ClientMessage, BadFrame> {
  const message = text.length <= LIMITS.frameBytes ? parse(text) : undefined;
  if (typeof message === 'object' && message !== null && 't' in message && checks.get(message.t)?.(message)) {
    return ok(message as ClientMessage);
  }
  return decodeClientMessage(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The protocol's own decoder says what is wrong with it.
  }
}
