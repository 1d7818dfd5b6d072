// What the server says to its people and asks them: custom messages and queries (protocol T11, Q8), and texts of an account's.
import {
  decodePayload,
  encodePayload,
  err,
  isMessageType,
  isSendableText,
  mintTextId,
  ok,
  SERVER,
  TIMES,
  type ErrorCode,
  type Payload,
  type Result,
} from '@parley/protocol';
import type { Chat } from './chat/chat.ts';
import type { Queries } from './queries/queries.ts';
import type { Realtime } from './realtime-api.ts';

export function createFromServer(options: {
  chat: Chat;
  queries: Queries;
}): Pick<Realtime, 'send' | 'query' | 'text'> {
  const { chat, queries } = options;
  return {
    async send(to, type, payload, from = SERVER) {
      const encoded = encode(type, payload);
      if (!encoded.ok) return encoded;
      const message = { t: 'message.send', id: mintTextId(), to, type, ...encoded.value } as const;
      return (await chat.post(message, from)) === 'failed' ? err('not-delivered') : ok(undefined);
    },
    async text({ from, to, text }) {
      if (!isSendableText(text)) return err('bad-message');
      const fate = await chat.post({ t: 'chat.send', id: mintTextId(), to, text }, from);
      return fate === 'failed' ? err('not-delivered') : ok(fate);
    },
    async query(to, type, payload, { timeout = TIMES.query, signal } = {}) {
      const encoded = encode(type, payload);
      if (!encoded.ok) return encoded;
      const ms = Math.min(Math.max(1, timeout), TIMES.queryMost);
      const outcome = await queries.ask({ to, type, ...encoded.value, timeout: ms }, signal);
      return outcome.name === 'answered' ? decodePayload(outcome.payload) : err(outcome.code);
    },
  };
}

function encode(type: string, payload: unknown): Result<Payload, ErrorCode> {
  return isMessageType(type) ? encodePayload(payload) : err('bad-message');
}
