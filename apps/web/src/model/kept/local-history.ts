// Conversations on this device, where the person wants them kept: written as they happen, read page by page.
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { isTransferRef, type ActEntry, type Text, type TextId, type UserId } from '@parley/client';
import type { CallOutcome } from '../../i18n/facts.ts';
import type { CallLogKeeper } from '../call-log.ts';
import type { KeptConversation, KeptEntry, KeptPage } from './kept-entry.ts';
import { actKey, NOBODY, saidOf, textKey, type Before, type Row, type Shelf } from './shelf.ts';

const PAGE = 100;
const DAY = 24 * 60 * 60 * 1_000;
/** For one account. What is over is removed, the oldest first. */
const LIMITS = { days: 90, entries: 10_000 } as const;
/** Entries written between two looks at those limits. */
const BETWEEN_TRIMS = 500;
const KEPT_STATES: ReadonlySet<Text['state']['name']> = new Set(['received', 'sent', 'delivered']);

/** Why something could not be kept. */
export type KeepingProblem = 'full' | 'failed';

export interface LocalHistory {
  /** Until something can be kept again. */
  readonly problem: ReadonlySignal<KeepingProblem | undefined>;
  /** `n`: which text of its conversation it is. One that has not left is not kept, nor one that came back. */
  text(text: Text, n: number): void;
  act(user: UserId, entry: ActEntry): void;
  call(user: UserId, at: number, outcome: CallOutcome): void;
  /** The log of calls, for the next page. */
  readonly callLog: CallLogKeeper;
  conversations(): Promise<readonly KeptConversation[]>;
  /** What is kept of a conversation, but for calls of this page, which it shows anyway. */
  latest(user: UserId): Promise<KeptPage>;
  /** Removes all of it. Rejects where that can't be done. */
  clear(): Promise<void>;
  close(): void;
}

export interface LocalHistoryOptions {
  self: UserId;
  shelf: Shelf;
  now: () => number;
  /** Names this page. */
  page: string;
}

export function createLocalHistory({ self, shelf, now, page }: LocalHistoryOptions): LocalHistory {
  const problem = signal<KeepingProblem | undefined>(undefined);
  const own = `call ${page} `;
  /** Texts whose words are not to come back with whatever else is said of them, and who has deleted them. */
  const deleted = new Map<TextId, ReadonlySet<UserId>>();
  const isDeleted = (id: TextId, by: UserId): boolean => deleted.get(id)?.has(by) === true;
  let waiting = new Map<string, Row>();
  let untrimmed = BETWEEN_TRIMS;
  let count = 0;
  const { after, trying, later } = createQueue(problem);
  const write = async (): Promise<void> => {
    const rows = [...waiting.values()];
    waiting = new Map();
    if (rows.length === 0) return;
    await trying(async () => {
      await shelf.put(rows);
      untrimmed += rows.length;
      if (untrimmed < BETWEEN_TRIMS) return;
      untrimmed = 0;
      await shelf.trim(self, { since: now() - LIMITS.days * DAY, most: LIMITS.entries });
    });
  };
  const put = (row: Omit<Row, 'account'>): void => {
    // All that comes at once is written at once.
    if (waiting.size === 0) void after(write);
    waiting.set(row.id, { account: self, ...row });
  };
  const rowsBefore = (user: UserId, before?: Before): Promise<readonly Row[]> =>
    after(() => shelf.rows(self, user, before, PAGE));
  return {
    problem,
    text(text, n) {
      if (text.state.name === 'failed')
        return saidOf(text.id).forEach((key) => later(() => shelf.remove(self, key)));
      if (!KEPT_STATES.has(text.state.name)) return;
      const kept = isDeleted(text.id, text.from) ? { ...text, text: '' } : text;
      put({ id: textKey(text.id), with: text.with, at: text.at, n, entry: { kind: 'text', text: kept } });
    },
    act(user, entry) {
      const { act, from } = entry;
      // A file is here for as long as its page.
      if (isTransferRef(act.of)) return;
      if (act.act === 'edit' && isDeleted(act.of, from)) return;
      put({
        id: actKey(entry),
        with: user,
        at: entry.at,
        n: Number.MAX_SAFE_INTEGER,
        entry: { kind: 'act', entry },
      });
      if (act.act !== 'delete') return;
      deleted.set(act.of, new Set(deleted.get(act.of)).add(from));
      later(() => shelf.erase(self, act.of, from));
    },
    call(user, at, outcome) {
      count += 1;
      put({
        id: `${own}${count}`,
        with: user,
        at,
        n: Number.MAX_SAFE_INTEGER,
        entry: { kind: 'call', at, outcome },
      });
    },
    callLog: keeperOf({
      load: () => rowsBefore(NOBODY),
      put: (call) =>
        put({ id: `log ${page} ${(count += 1)}`, with: NOBODY, at: call.at, n: count, entry: call }),
      clear: () => later(() => shelf.remove(self, 'log ')),
    }),
    conversations: () => after(() => shelf.conversations(self)),
    latest: (user) =>
      pageOf(
        ({ id }) => !id.startsWith(own),
        (before) => rowsBefore(user, before),
      ),
    clear: () => {
      waiting = new Map();
      return after(() => shelf.clear(self));
    },
    close: () => void after(async () => shelf.close()),
  };
}

interface Queue {
  after<T>(step: () => Promise<T>): Promise<T>;
  /** What goes wrong is said until something goes well. */
  trying(step: () => Promise<void>): Promise<void>;
  /** Both. */
  later(step: () => Promise<void>): void;
}

/** One thing after the other: what was written is there when something is read or removed. */
function createQueue(problem: Signal<KeepingProblem | undefined>): Queue {
  let work: Promise<unknown> = Promise.resolve();
  const after = <T>(step: () => Promise<T>): Promise<T> => {
    const done = work.then(step);
    work = done.catch(() => undefined);
    return done;
  };
  const trying = async (step: () => Promise<void>): Promise<void> => {
    try {
      await step();
      problem.value = undefined;
    } catch (cause) {
      problem.value = isFull(cause) ? 'full' : 'failed';
    }
  };
  return { after, trying, later: (step) => void after(() => trying(step)) };
}

interface LogRows {
  load(): Promise<readonly Row[]>;
  put(call: Extract<KeptEntry, { kind: 'call' }>): void;
  clear(): void;
}

function keeperOf({ load, put, clear }: LogRows): CallLogKeeper {
  return {
    load: async () => (await load()).flatMap(({ entry }) => (entry.kind === 'call' ? [entry] : [])),
    add: ({ at, outcome }) => put({ kind: 'call', at, outcome }),
    clear,
  };
}

async function pageOf(
  isShown: (row: Row) => boolean,
  rowsBefore: (before: Before | undefined) => Promise<readonly Row[]>,
  before?: Before,
): Promise<KeptPage> {
  const rows = await rowsBefore(before);
  const oldest = rows.at(-1);
  const entries = rows.filter(isShown).map(({ entry }): KeptEntry => entry);
  const page = { entries: entries.toReversed() };
  return rows.length < PAGE || !oldest ? page : { ...page, older: () => pageOf(isShown, rowsBefore, oldest) };
}

function isFull(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'QuotaExceededError';
}
