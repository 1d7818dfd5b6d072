// What a server keeps of conversations where its operator wants that (protocol K1–K6): texts, and what is done to them.
import type { Database } from 'better-sqlite3';
import type { TextId, UserId } from '@parley/protocol';
import { foldAccountName } from '@parley/protocol';

export interface KeptText {
  readonly place: number;
  readonly id: TextId;
  readonly from: UserId;
  readonly to: UserId;
  /** Of a custom message; absent of a text. */
  readonly type: string | undefined;
  /** The text, or the payload as JSON text. Empty where the sender has deleted the text that it is, or that it edits. */
  readonly body: string;
  readonly isDelivered: boolean;
}

export interface NewKeptText extends Omit<KeptText, 'isDelivered'> {
  /** The sender's own text that this deletes: neither its words nor those of its edits stay (protocol K6). */
  readonly erases?: TextId | undefined;
  /** The sender's own text that this edits: of one that was deleted the words are not kept. */
  readonly edits?: TextId | undefined;
}

export type Keeping =
  | { name: 'kept' }
  /** The sender has had something of this id accepted before. */
  | { name: 'known'; text: KeptText }
  /** The recipient has said something of this id to the sender: of the two none may pass for the other. */
  | { name: 'taken' }
  /** One of the two has no account, or the recipient is banned. */
  | { name: 'nobody' }
  /** Too much waits for the recipient. */
  | { name: 'full' };

export interface KeptTexts {
  /** All or nothing. `room`: how many texts may wait for the recipient. */
  keepText(text: NewKeptText, room: number): Keeping;
  keptText(from: UserId, id: TextId): KeptText | undefined;
  /** What waits for the account, the oldest first. */
  undelivered(to: UserId, limit: number): KeptText[];
  markDelivered(places: readonly number[]): void;
  /** What the two have said to each other before a place, the newest first. */
  keptBetween(of: UserId, other: UserId, before: number, limit: number): KeptText[];
  /** With whom the account has something kept, and the place of its last, the newest first. */
  keptConversations(of: UserId): { with: UserId; place: number }[];
  /** Removes what is before a place, at most so many. Answers how many it were. */
  removeKept(before: number, limit: number): number;
  /** 0 where nothing is kept. */
  lastKeptPlace(): number;
}

interface Row extends Omit<KeptText, 'type' | 'isDelivered'> {
  type: string | null;
  delivered: number;
}

const COLUMNS =
  'texts.place, texts.id, s.name AS "from", r.name AS "to", texts.type, texts.body, texts.delivered';
const JOINED = `${COLUMNS} FROM texts JOIN accounts s ON s.id = texts.sender JOIN accounts r ON r.id = texts.recipient`;

export function keptTextsIn(db: Database): KeptTexts {
  return { ...writingIn(db), ...readingIn(db) };
}

type Writing = Pick<KeptTexts, 'keepText' | 'keptText' | 'markDelivered' | 'removeKept'>;

function writingIn(db: Database): Writing {
  const find = db.prepare<[string, string, string], Row>(
    `SELECT ${JOINED} WHERE s.folded = ? AND s.name = ? AND texts.id = ?`,
  );
  const isOver = db
    .prepare<[string, number], number>(
      `SELECT 1 FROM texts JOIN accounts ON accounts.id = texts.recipient
       WHERE accounts.folded = ? AND texts.delivered = 0 LIMIT 1 OFFSET ?`,
    )
    .pluck();
  const add = db.prepare<[number, string, string | null, string, string, string, string, string]>(
    `INSERT INTO texts (place, id, type, body, sender, recipient, low, high)
     SELECT ?, ?, ?, ?, s.id, r.id, min(s.id, r.id), max(s.id, r.id) FROM accounts s, accounts r
     WHERE s.folded = ? AND s.name = ? AND r.folded = ? AND r.name = ? AND r.banned = 0
     ON CONFLICT (sender, id) DO NOTHING`,
  );
  const mark = db.prepare<[number]>('UPDATE texts SET delivered = 1 WHERE place = ?');
  const remove = db.prepare<[number, number]>(
    'DELETE FROM texts WHERE place IN (SELECT place FROM texts WHERE place < ? ORDER BY place LIMIT ?)',
  );
  const keptText = (from: UserId, id: TextId): KeptText | undefined =>
    textOf(find.get(foldAccountName(from), from, id));
  // Once: who deletes again and again costs nobody anything.
  const blank = db.prepare<[string, number], { sender: number }>(
    `UPDATE texts SET body = '' WHERE type IS NULL AND body <> '' AND (sender, id) =
       (SELECT sender, ? FROM texts WHERE place = ?) RETURNING sender`,
  );
  // Its edits keep their ids, by which they are known when they are sent again (protocol K1). However much else was said, they are
  // found at once.
  const blankEdits = db.prepare<[number, string]>(
    `UPDATE texts INDEXED BY texts_acted_on SET body = ''
     WHERE sender = ? AND body ->> 'of' = ? AND type IS NOT NULL AND body <> '' AND body ->> 'act' = 'edit'`,
  );
  const erase = (by: number, of: TextId): void => {
    const text = blank.get(of, by);
    if (text) blankEdits.run(text.sender, of);
  };
  const isErased = ({ from, edits }: NewKeptText): boolean =>
    edits !== undefined && keptText(from, edits)?.body === '';
  const isTaken = ({ from, to, id }: NewKeptText): boolean => from !== to && keptText(to, id)?.to === from;
  const keep = db.transaction((text: NewKeptText): 'kept' | 'taken' | undefined => {
    if (isTaken(text)) return 'taken';
    const { place, id, from, to, type = null, erases } = text;
    const body = isErased(text) ? '' : text.body;
    const { changes } = add.run(place, id, type, body, foldAccountName(from), from, foldAccountName(to), to);
    if (changes === 0) return undefined;
    if (erases !== undefined) erase(place, erases);
    return 'kept';
  });
  const markAll = db.transaction((places: readonly number[]) => {
    for (const place of places) mark.run(place);
  });

  return {
    keptText,
    keepText(text, room) {
      const isFull = isOver.get(foldAccountName(text.to), room - 1) !== undefined;
      const outcome = isFull ? undefined : keep.immediate(text);
      if (outcome) return { name: outcome };
      const known = keptText(text.from, text.id);
      if (known) return { name: 'known', text: known };
      return { name: isFull ? 'full' : 'nobody' };
    },
    markDelivered: (places) => void markAll.immediate(places),
    removeKept: (before, limit) => remove.run(before, limit).changes,
  };
}

type Reading = Pick<KeptTexts, 'undelivered' | 'keptBetween' | 'keptConversations' | 'lastKeptPlace'>;

function readingIn(db: Database): Reading {
  const waiting = db.prepare<[string, string, number], Row>(
    `SELECT ${JOINED} WHERE r.folded = ? AND r.name = ? AND texts.delivered = 0 ORDER BY texts.place LIMIT ?`,
  );
  const idOf = db
    .prepare<[string, string], number>('SELECT id FROM accounts WHERE folded = ? AND name = ?')
    .pluck();
  const between = db.prepare<[number, number, number, number], Row>(
    `SELECT ${JOINED} WHERE texts.low = ? AND texts.high = ? AND texts.place < ? ORDER BY texts.place DESC LIMIT ?`,
  );
  const others = db.prepare<[{ of: number }], { with: UserId; place: number }>(
    // From one to the next in the index, over all that was said in between.
    `WITH RECURSIVE
       above (other) AS (
         SELECT min(high) FROM texts WHERE low = :of
         UNION ALL SELECT (SELECT min(high) FROM texts WHERE low = :of AND high > other) FROM above WHERE other IS NOT NULL
       ),
       below (other) AS (
         SELECT min(low) FROM texts WHERE high = :of
         UNION ALL SELECT (SELECT min(low) FROM texts WHERE high = :of AND low > other) FROM below WHERE other IS NOT NULL
       ),
       last (other, place) AS (
         SELECT other, (SELECT max(place) FROM texts WHERE low = :of AND high = other) FROM above
         UNION SELECT other, (SELECT max(place) FROM texts WHERE high = :of AND low = other) FROM below
       )
     SELECT accounts.name AS "with", place FROM last JOIN accounts ON accounts.id = other ORDER BY place DESC`,
  );
  const last = db.prepare<[], number | null>('SELECT max(place) FROM texts').pluck();
  const accountOf = (user: UserId): number | undefined => idOf.get(foldAccountName(user), user);

  return {
    undelivered: (to, limit) =>
      waiting.all(foldAccountName(to), to, limit).flatMap((row) => textOf(row) ?? []),
    keptBetween(of, other, before, limit) {
      const [a, b] = [accountOf(of), accountOf(other)];
      if (a === undefined || b === undefined) return [];
      return between.all(Math.min(a, b), Math.max(a, b), before, limit).flatMap((row) => textOf(row) ?? []);
    },
    keptConversations(of) {
      const account = accountOf(of);
      return account === undefined ? [] : others.all({ of: account });
    },
    lastKeptPlace: () => last.get() ?? 0,
  };
}

function textOf(row: Row | undefined): KeptText | undefined {
  if (!row) return undefined;
  const { type, delivered, ...same } = row;
  return { ...same, type: type ?? undefined, isDelivered: delivered !== 0 };
}
