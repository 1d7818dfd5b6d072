// Text frames to messages and back. A frame is parsed once, its type looked up once, its schema run once.
import * as v from 'valibot';
import { clientMessages, serverMessages, type ClientMessage, type ServerMessage } from './messages.ts';
import type { ErrorCode } from './errors.ts';
import { LIMITS } from './limits.ts';
import { err, ok, type Result } from './result.ts';

/** What was wrong with a frame, and the type and id it claimed where they could be read. */
export interface BadFrame {
  code: Extract<ErrorCode, 'bad-message' | 'unknown-message' | 'too-large'>;
  about?: { t: string; id?: string };
}

// Maps have no inherited keys: a frame whose type is `__proto__` is simply unknown.
// Pure, so that a page's bundle leaves the clients' messages out: it never reads one.
const fromClients = /* @__PURE__ */ new Map<unknown, v.GenericSchema>(
  /* @__PURE__ */ Object.entries(clientMessages),
);
const fromServers = /* @__PURE__ */ new Map<unknown, v.GenericSchema>(
  /* @__PURE__ */ Object.entries(serverMessages),
);

/** Decodes a frame from a client. Never throws. */
export function decodeClientMessage(frame: string): Result<ClientMessage, BadFrame> {
  return decode(fromClients, frame) as Result<ClientMessage, BadFrame>;
}

/** Decodes a frame from a server. Never throws. */
export function decodeServerMessage(frame: string): Result<ServerMessage, BadFrame> {
  return decode(fromServers, frame, Infinity) as Result<ServerMessage, BadFrame>;
}

export function encodeMessage(message: ClientMessage | ServerMessage): string {
  return JSON.stringify(message);
}

// JSON.parse and the fixed-depth schemas do not recurse with the input, so nesting costs no stack.
function decode(
  table: Map<unknown, v.GenericSchema>,
  frame: string,
  limit: number = LIMITS.frameBytes,
): Result<unknown, BadFrame> {
  if (frame.length > limit) return err({ code: 'too-large' });
  const json = parse(frame);
  if (typeof json !== 'object' || json === null || !('t' in json)) return err({ code: 'bad-message' });
  const schema = table.get(json.t);
  if (!schema) return err({ code: 'unknown-message' });
  const checked = v.safeParse(schema, json, { abortEarly: true });
  if (checked.success) return ok(checked.output);
  return err({ code: 'bad-message', about: claimed(json) });
}

function parse(frame: string): unknown {
  try {
    return JSON.parse(frame);
  } catch {
    return undefined; // Not JSON is an answer here: the caller reports `bad-message`.
  }
}

function claimed(json: { t: unknown }): { t: string; id?: string } {
  const about: { t: string; id?: string } = { t: String(json.t) };
  const id = 'id' in json ? json.id : 'call' in json ? json.call : undefined;
  if (typeof id === 'string' && id.length <= 64) about.id = id;
  return about;
}
