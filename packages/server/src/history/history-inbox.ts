// Answers what people ask of the history that the server keeps: their own conversations and nothing else (protocol K4, K5).
import type { UserId } from '@parley/protocol';
import { QueryFailure, type InboxQuery, type ServerInbox } from '../realtime-api.ts';
import type { KeptText, KeptTexts } from '../store/kept-texts.ts';

/** Entries of one answer, and bytes of their JSON: an answer is a payload (protocol T8). */
const PAGE = { entries: 100, bytes: 40 * 1024 } as const;
/** Conversations of one answer. */
const CONVERSATIONS = 200;

export interface HistoryInboxOptions {
  store: Pick<KeptTexts, 'keptBetween' | 'keptConversations'>;
  days: number;
  maySee: (viewer: UserId, person: UserId) => boolean;
  /** What is not about the history. */
  rest: ServerInbox | undefined;
}

export interface HistoryEntry {
  id: string;
  from: UserId;
  /** When the server took it, in ms of the Unix epoch, and where it is in the order of all texts. */
  at: number;
  place: number;
  /** Of a text. */
  text?: string;
  /** Of what was done to a text: the payload. */
  act?: unknown;
  /** Whether the other has it. */
  delivered: boolean;
}

export function createHistoryInbox(options: HistoryInboxOptions): ServerInbox {
  const { rest } = options;
  return {
    message: (message) => rest?.message(message) ?? false,
    query: (query) => {
      switch (query.type) {
        case 'parley.conversations':
          return answer(() => conversations(options, query));
        case 'parley.history':
          return answer(() => page(options, query));
        default:
          return rest?.query?.(query);
      }
    },
  };
}

async function answer(work: () => unknown): Promise<unknown> {
  return work();
}

function conversations({ store, days, maySee }: HistoryInboxOptions, { from }: InboxQuery): unknown {
  const all = store.keptConversations(from).filter(({ with: other }) => maySee(from, other));
  return {
    days,
    conversations: all
      .slice(0, CONVERSATIONS)
      .map(({ with: other, place }) => ({ with: other, at: timeOf(place) })),
  };
}

function page({ store, maySee }: HistoryInboxOptions, { from, payload }: InboxQuery): unknown {
  const { with: other, before, limit } = asked(payload);
  if (!maySee(from, other)) return { entries: [] };
  // One more tells whether there are more.
  const found = store.keptBetween(from, other, before, limit + 1);
  const entries: HistoryEntry[] = [];
  let bytes = 0;
  let looked = 0;
  for (const text of found.slice(0, limit)) {
    const entry = entryOf(text);
    if (!entry) {
      looked += 1;
      continue;
    }
    const size = Buffer.byteLength(JSON.stringify(entry));
    if (bytes + size > PAGE.bytes && entries.length > 0) break;
    looked += 1;
    // One alone that no answer can hold is passed over: such a text is nothing but control characters.
    if (size > PAGE.bytes) continue;
    bytes += size;
    entries.push(entry);
  }
  const oldest = found[looked - 1];
  const hasMore = oldest !== undefined && looked < found.length;
  return { entries: entries.toReversed(), ...(hasMore && { before: oldest.place }) };
}

/** Nothing of an edit whose text was deleted. */
function entryOf({ id, from, place, type, body, isDelivered }: KeptText): HistoryEntry | undefined {
  if (type !== undefined && body === '') return undefined;
  const base = { id, from, at: timeOf(place), place, delivered: isDelivered };
  return type === undefined ? { ...base, text: body } : { ...base, act: parsed(body) };
}

/** Protocol T1. */
function timeOf(place: number): number {
  return Math.floor(place / 1_000);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // What was relayed was not looked into.
  }
}

interface Asked {
  with: UserId;
  before: number;
  limit: number;
}

function asked(payload: unknown): Asked {
  if (typeof payload !== 'object' || payload === null) throw new QueryFailure('Say {with, before?, limit?}.');
  const {
    with: other,
    before = Number.MAX_SAFE_INTEGER,
    limit = PAGE.entries,
    ...more
  } = payload as Record<string, unknown>;
  const isRight =
    typeof other === 'string' &&
    Number.isSafeInteger(before) &&
    Number.isSafeInteger(limit) &&
    (limit as number) >= 1 &&
    Object.keys(more).length === 0;
  if (!isRight) throw new QueryFailure('Say {with, before?, limit?}.');
  return { with: other as UserId, before: before as number, limit: Math.min(limit as number, PAGE.entries) };
}
