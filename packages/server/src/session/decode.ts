// Frames from clients to messages, fast where they are right.
import { clientMessages, decodeClientMessage, LIMITS, ok } from '@parley/protocol';
import type { BadFrame, ClientMessage, Result } from '@parley/protocol';
import type { Block } from '../ws/bytes.ts';
import { compile, type Check } from './compiled-schema.ts';
import { TextReader, type IncomingText, type Relayed } from './incoming-text.ts';

const checks = new Map<unknown, Check>(
  Object.entries(clientMessages).map(([type, schema]) => [type, compile(schema)]),
);

/** What comes in; texts and custom messages as the bytes that they are. */
export type Incoming = Exclude<ClientMessage, Relayed> | IncomingText;
export type Decode = (block: Block, start: number, end: number) => Result<Incoming, BadFrame>;

/** A text that was decoded is good until the next frame is. */
export function createDecode(): Decode {
  const reader = new TextReader();
  return (block, start, end) => {
    const text = reader.read(block, start, end);
    if (text) return ok(text);
    const decoded = decode(block.bytes.toString('utf8', start, end));
    if (!decoded.ok) return decoded;
    return isRelayed(decoded.value) ? ok(reader.of(decoded.value)) : ok(decoded.value);
  };
}

/** As `decodeClientMessage`, which has the last word on every frame that is not plainly right. Never throws. */
export function decode(text: string): Result<ClientMessage, BadFrame> {
  const message = text.length <= LIMITS.frameBytes ? parse(text) : undefined;
  if (typeof message === 'object' && message !== null && 't' in message && checks.get(message.t)?.(message)) {
    return ok(message as ClientMessage);
  }
  return decodeClientMessage(text);
}

function isRelayed(message: ClientMessage): message is Relayed {
  return message.t === 'chat.send' || message.t === 'message.send';
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The protocol's own decoder says what is wrong with it.
  }
}
