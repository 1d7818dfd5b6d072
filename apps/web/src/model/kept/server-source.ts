// The history that a server keeps where its operator wants one (protocol K4, K5).
import {
  ParleyError,
  readAct,
  SERVER,
  type MessagesApi,
  type Text,
  type TextId,
  type UserId,
} from '@parley/client';
import type { KeptConversation, KeptEntry, KeptPage } from './kept-entry.ts';

export interface ServerHistory {
  /** For so many days texts are kept. */
  readonly days: number;
  readonly conversations: readonly KeptConversation[];
}

interface Entry {
  id: TextId;
  from: UserId;
  at: number;
  delivered: boolean;
  text?: string;
  act?: unknown;
}

interface Answer {
  entries: readonly Entry[];
  before?: number;
}

type Asking = Pick<MessagesApi, 'query'>;

/** Undefined where this server keeps nothing. Rejects where it can't be asked now. */
export async function askHistory(messages: Asking): Promise<ServerHistory | undefined> {
  try {
    return (await messages.query(SERVER, 'parley.conversations', undefined)) as ServerHistory;
  } catch (cause) {
    if (cause instanceof ParleyError && cause.code === 'no-handler') return undefined;
    throw cause;
  }
}

export async function pageFromServer(
  options: { messages: Asking; self: UserId },
  user: UserId,
  before?: number,
): Promise<KeptPage> {
  const ask = { with: user, ...(before !== undefined && { before }) };
  const answer = (await options.messages.query(SERVER, 'parley.history', ask)) as Answer;
  const entries = answer.entries.flatMap((entry) => entryOf(entry, user, options.self) ?? []);
  const next = answer.before;
  return next === undefined ? { entries } : { entries, older: () => pageFromServer(options, user, next) };
}

function entryOf(
  { id, from, at, delivered, text, act: payload }: Entry,
  user: UserId,
  self: UserId,
): KeptEntry | undefined {
  if (text !== undefined) {
    const name = from === self ? (delivered ? 'delivered' : 'sent') : 'received';
    const kept: Text = { id, with: user, from, text, at, state: { name } };
    return { kind: 'text', text: kept };
  }
  const act = readAct(payload);
  return act && { kind: 'act', entry: { from, at, act } };
}
