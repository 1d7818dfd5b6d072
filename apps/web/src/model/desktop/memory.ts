// What conversations show besides their texts, as plain JSON: for the next page of the same person in the PC client.
import { batch } from '@preact/signals';
import {
  actsOf,
  LIMITS,
  readAct,
  type ActEntry,
  type HandedText,
  type Handover,
  type TextId,
  type UserId,
} from '@parley/client';
import type { PageMemory } from '@parley/desktop-port';
import type { CallOutcome } from '../../i18n/facts.ts';
import type { AppModel } from '../app-model.ts';
import type { Conversation } from '../conversation.ts';
import { wasMissed } from '../conversations.ts';

/** Of another version of the page nothing is read. */
const VERSION = 2;
/** Lines of calls that are kept of one conversation. */
const CALLS_KEPT = 20;
/** Acts upon texts that are kept of one conversation. */
const ACTS_KEPT = 500;
/** Characters of all that is handed over, below what the port takes. */
const ROOM = 3_500_000;

/** When and after which text a call was, and how it ended. */
interface CallLine {
  at: number;
  after?: TextId | undefined;
  outcome: CallOutcome;
}

interface Kept {
  missed: number;
  draft: string;
  calls: readonly CallLine[];
  acts?: readonly ActEntry[];
}

interface Rest {
  version: typeof VERSION;
  open: UserId | undefined;
  conversations: Readonly<Record<UserId, Kept>>;
}

export interface Past {
  readonly handover?: Handover | undefined;
  readonly memory?: PageMemory | undefined;
}

/** Reads signals: an effect that calls it hears of every change of it. */
export function memoryOf({ conversations, layout, user: self }: AppModel): PageMemory {
  const all = [...conversations.all.value];
  const unread = all
    .map(([user, { unread, missed }]) => [user, unread.value + missed.value] as const)
    .filter(([, count]) => count > 0);
  const kept = all
    .map(([user, conversation]) => [user, keptOf(conversation, self)] as const)
    .filter(
      ([, { missed, draft, calls, acts }]) =>
        missed > 0 || draft !== '' || calls.length > 0 || acts.length > 0,
    );
  const rest: Rest = {
    version: VERSION,
    open: layout.selected.value,
    conversations: Object.fromEntries(kept),
  };
  return { unread: Object.fromEntries(unread), rest };
}

function keptOf(conversation: Conversation, self: UserId): Required<Kept> {
  const { missed, draft, notes, texts, marks, with: other } = conversation;
  const calls = notes.value.flatMap(({ at, after, kind }) =>
    kind.name === 'call' ? [{ at, after, outcome: kind.outcome }] : [],
  );
  return {
    missed: missed.value,
    draft: draft.value.length > LIMITS.textBytes ? '' : draft.value,
    calls: calls.slice(-CALLS_KEPT),
    acts: actsOf(
      marks.value,
      (id) => texts.value.findLast((text) => text.id === id),
      (user) => (user === self ? other : self),
    ).slice(-ACTS_KEPT),
  };
}

/** Shows again what the former page showed, and what has come since. To be called before anything else is heard. */
export function takeUp({ conversations, layout, user: self }: AppModel, { handover, memory }: Past): void {
  const rest = restOf(memory);
  const passed = memory?.calls ?? [];
  const users = new Set([
    ...(handover?.texts ?? []).map(({ text }) => text.with),
    ...Object.keys(rest?.conversations ?? {}),
    ...Object.keys(memory?.unread ?? {}),
    ...passed.map((call) => call.with),
  ] as UserId[]);
  users.delete(self);
  batch(() => {
    for (const user of users) {
      const lines = passed.filter((call) => call.with === user).map(lineOf);
      takeUpOne(conversations.of(user), rest?.conversations[user], lines, memory?.unread[user] ?? 0);
    }
    for (const { from, to, at, payload } of memory?.acts ?? []) {
      const act = readAct(payload);
      const other = from === self ? to : from;
      if (act) conversations.of(other as UserId).act({ from: from as UserId, at, act });
    }
    const lastOf = new Map([...users].map((user) => [user, lastAt(conversations.of(user))]));
    conversations.takeUp([...users].toSorted((a, b) => (lastOf.get(b) ?? 0) - (lastOf.get(a) ?? 0)));
    if (rest?.open === undefined) return;
    // Where there is room for one pane, people come first: what is unread stays so until somebody looks at it.
    layout.send({ name: 'person-chosen', user: rest.open });
    layout.send({ name: 'went-back' });
  });
}

function takeUpOne(
  conversation: Conversation,
  kept: Kept | undefined,
  passed: readonly CallLine[],
  count: number,
): void {
  const { unread, missed, draft, texts } = conversation;
  const missedNow = passed.filter(({ outcome }) => wasMissed(outcome)).length;
  missed.value = (kept?.missed ?? 0) + missedNow;
  unread.value = Math.max(0, count - missed.value);
  draft.value = kept?.draft ?? '';
  const placed = passed.map((line) => ({
    ...line,
    after: texts.value.findLast(({ at }) => at <= line.at)?.id,
  }));
  for (const { at, after, outcome } of [...(kept?.calls ?? []), ...placed])
    conversation.putNote({ at, after, kind: { name: 'call', outcome } });
  for (const entry of kept?.acts ?? []) conversation.act(entry);
}

function lineOf({ with: other, media, reason, own, at }: PassedCall): CallLine {
  const by = own ? 'self' : 'other';
  const causes = { self: undefined, other: undefined };
  return { at, outcome: { with: other, media, direction: 'incoming', reason, duration: 0, by, causes } };
}
type PassedCall = NonNullable<PageMemory['calls']>[number];

function lastAt({ texts, notes }: Conversation): number {
  return Math.max(texts.value.at(-1)?.at ?? 0, ...notes.value.map(({ at }) => at));
}

function restOf(memory: PageMemory | undefined): Rest | undefined {
  const rest = memory?.rest as Partial<Rest> | null | undefined;
  return rest?.version === VERSION ? (rest as Rest) : undefined;
}

/** Leaves out the oldest texts where all would be too long for the port. */
export function fitting(
  handover: Handover | undefined,
  memory: PageMemory,
): { handover?: Handover; memory: PageMemory } {
  if (!handover) return { memory };
  let room = ROOM - JSON.stringify(memory).length;
  const fits = (one: HandedText): boolean => {
    room -= JSON.stringify(one).length;
    return room >= 0;
  };
  const kept = new Set(handover.texts.toSorted((a, b) => b.text.at - a.text.at).filter(fits));
  return { handover: { ...handover, texts: handover.texts.filter((one) => kept.has(one)) }, memory };
}
