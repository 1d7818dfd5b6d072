// What people have done with texts and files, folded: the same in whatever order it has come, and however often (protocol M1–M7).
import { ACT_LIMITS, assertNever, isTransferRef, type Act, type SaidId, type UserId } from '@parley/protocol';

/** An act as it has come, or as it is about to go. */
export interface ActEntry {
  readonly from: UserId;
  /** Ms of the Unix epoch: when the server took it. */
  readonly at: number;
  readonly act: Act;
}

/** What acts upon a text are judged by. */
export interface Said {
  readonly from: UserId;
  readonly at: number;
}

/** The last word on something; `order` says which of two it is. */
interface Latest<Value> {
  readonly order: number;
  readonly value: Value;
}

/** All that was done with one text or file. */
export interface Mark {
  readonly edited?: Latest<string>;
  readonly deleted?: true;
  readonly answers?: Latest<SaidId>;
  readonly seen?: true;
  readonly reactions?: ReadonlyMap<UserId, Latest<string | null>>;
}

export interface Acts {
  readonly marks: ReadonlyMap<SaidId, Mark>;
  /** Those upon what is not here yet. */
  readonly waiting: readonly ActEntry[];
}

export const NO_ACTS: Acts = { marks: new Map(), waiting: [] };

/** Beyond it the oldest is dropped: nobody can fill the memory of another. */
export const MOST_WAITING = 500;

/** The texts and files of the conversation that are here. */
export type FindSaid = (id: SaidId) => Said | undefined;

/** The same object where it changes nothing: it is known, or its sender may not. */
export function applyAct(acts: Acts, entry: ActEntry, find: FindSaid): Acts {
  const { of } = entry.act;
  const said = find(of);
  if (!said) return wait(acts, entry);
  const before = acts.marks.get(of) ?? {};
  const after = markBy(before, entry, said);
  return after === before ? acts : { ...acts, marks: new Map(acts.marks).set(of, after) };
}

/** To be called when texts or files have come. */
export function applyWaiting(acts: Acts, find: FindSaid): Acts {
  if (!acts.waiting.some(({ act }) => find(act.of))) return acts;
  const start: Acts = { marks: acts.marks, waiting: [] };
  return acts.waiting.reduce((all, entry) => applyAct(all, entry, find), start);
}

/**
 * A number for the next act of this person upon this text, higher than that of any of theirs before (protocol M3). What others have
 * numbered does not count: with a number that nothing can follow they would have the last word on what is not theirs.
 */
export function nextOrder(mark: Mark | undefined, by: UserId, isAuthor: boolean, now: number): number {
  const own = isAuthor ? [mark?.edited, mark?.answers] : [];
  const orders = [...own, mark?.reactions?.get(by)].map((latest) => latest?.order ?? 0);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(Math.floor(now), ...orders.map((order) => order + 1)));
}

/** Acts that leave the same marks upon texts, for who takes the conversation over without having heard them. */
export function actsOf(marks: Acts['marks'], find: FindSaid, other: (user: UserId) => UserId): ActEntry[] {
  return [...marks].flatMap(([of, mark]) => {
    // Who takes it over has no file of it.
    if (isTransferRef(of)) return [];
    const said = find(of);
    if (!said) return [];
    const { from, at } = said;
    const by = (act: Act, user = from): ActEntry => ({ from: user, at, act });
    const { edited, answers, deleted, seen, reactions } = mark;
    return [
      ...(edited ? [by({ act: 'edit', of, order: edited.order, text: edited.value })] : []),
      ...(answers ? [by({ act: 'reply', of, order: answers.order, to: answers.value })] : []),
      ...(deleted ? [by({ act: 'delete', of })] : []),
      ...(seen ? [by({ act: 'seen', of }, other(from))] : []),
      ...[...(reactions ?? [])].map(([user, { order, value }]) =>
        by({ act: 'react', of, order, emoji: value }, user),
      ),
    ];
  });
}

function wait(acts: Acts, entry: ActEntry): Acts {
  const isKnown = (other: ActEntry): boolean => other.from === entry.from && isSame(other.act, entry.act);
  const known = acts.waiting.find(isKnown);
  if (!known) return { ...acts, waiting: [...acts.waiting, entry].slice(-MOST_WAITING) };
  // Sent twice, it may have been in time the first time alone: that one counts, whichever came first.
  if (known.at <= entry.at) return acts;
  return { ...acts, waiting: acts.waiting.map((other) => (other === known ? entry : other)) };
}

function isSame(a: Act, b: Act): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function markBy(mark: Mark, { from, at, act }: ActEntry, said: Said): Mark {
  const isAuthor = from === said.from;
  switch (act.act) {
    case 'seen':
      return isAuthor || mark.seen ? mark : { ...mark, seen: true };
    case 'delete':
      // Nothing of it stays but that it was there.
      if (!isAuthor || mark.deleted) return mark;
      return mark.seen ? { deleted: true, seen: true } : { deleted: true };
    case 'edit': {
      const inTime = at - said.at <= ACT_LIMITS.editWithin + ACT_LIMITS.editGrace;
      if (!isAuthor || !inTime || mark.deleted) return mark;
      return put(mark, 'edited', later(mark.edited, { order: act.order, value: act.text }));
    }
    case 'reply':
      if (!isAuthor || mark.deleted || act.to === act.of) return mark;
      return put(mark, 'answers', later(mark.answers, { order: act.order, value: act.to }));
    case 'react': {
      const known = mark.reactions?.get(from);
      const reaction = later(known, { order: act.order, value: act.emoji });
      if (mark.deleted || reaction === known) return mark;
      return { ...mark, reactions: new Map(mark.reactions).set(from, reaction) };
    }
    default:
      return assertNever(act);
  }
}

function put<Key extends 'edited' | 'answers'>(mark: Mark, key: Key, latest: Mark[Key]): Mark {
  return mark[key] === latest ? mark : { ...mark, [key]: latest };
}

/** Two devices of one person may have given the same number: then what they said decides, everywhere alike. */
function later<Value extends string | null>(
  known: Latest<Value> | undefined,
  next: Latest<Value>,
): Latest<Value> {
  if (!known || next.order > known.order) return next;
  return next.order === known.order && (next.value ?? '') > (known.value ?? '') ? next : known;
}
