// Texts and notes of one conversation in the order and groups in which they are shown.
import type { Text, TextId, UserId } from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import type { FileEntry } from './files.ts';

export type NoteKind =
  | { name: 'went-offline' }
  | { name: 'came-online' }
  | { name: 'call'; outcome: CallOutcome }
  | { name: 'file'; file: FileEntry };

/** Something that happened between texts. Kept by this page alone. */
export interface Note {
  readonly id: number;
  readonly at: number;
  /** The text after which it happened: clocks of server and page may differ, the order of texts does not. */
  readonly after: TextId | undefined;
  readonly kind: NoteKind;
}

export type TimelineItem =
  | { kind: 'day'; key: string; at: number }
  /** What follows had not been read. */
  | { kind: 'new'; key: string }
  | { kind: 'group'; key: string; own: boolean; texts: readonly Text[] }
  | { kind: 'note'; key: string; note: Note };

/** Texts by one person closer together than this are one group. */
const GROUP_GAP = 3 * 60_000;
/** A group never grows without bound: it is drawn as a whole. */
const GROUP_SIZE = 20;

type Entry = { kind: 'text'; text: Text } | { kind: 'note'; note: Note };

/** `newFrom`: the first text that had not been read. */
export function timelineOf(
  texts: readonly Text[],
  notes: readonly Note[],
  self: UserId,
  newFrom?: TextId,
): TimelineItem[] {
  const items: TimelineItem[] = [];
  let day = '';
  let group: Text[] = [];
  for (const entry of interleave(texts, notes)) {
    const at = entry.kind === 'text' ? entry.text.at : entry.note.at;
    const entryDay = dayOf(at);
    if (entryDay !== day) {
      items.push({ kind: 'day', key: `day-${entryDay}-${items.length}`, at });
      day = entryDay;
      group = [];
    }
    if (entry.kind === 'text' && entry.text.id === newFrom) {
      items.push({ kind: 'new', key: 'new' });
      group = [];
    }
    if (entry.kind === 'note') {
      items.push({ kind: 'note', key: `note-${entry.note.id}`, note: entry.note });
      group = [];
    } else if (joins(group, entry.text)) {
      group.push(entry.text);
    } else {
      group = [entry.text];
      items.push({ kind: 'group', key: entry.text.id, own: entry.text.from === self, texts: group });
    }
  }
  return items;
}

function joins(group: readonly Text[], next: Text): boolean {
  const last = group.at(-1);
  if (!last || group.length >= GROUP_SIZE) return false;
  return last.from === next.from && Math.abs(next.at - last.at) < GROUP_GAP;
}

function interleave(texts: readonly Text[], notes: readonly Note[]): Entry[] {
  const known = new Set(texts.map((text) => text.id));
  const byAnchor = new Map<TextId | undefined, Note[]>();
  for (const note of notes) {
    const anchor = note.after !== undefined && known.has(note.after) ? note.after : undefined;
    byAnchor.set(anchor, [...(byAnchor.get(anchor) ?? []), note]);
  }
  const notesAfter = (anchor: TextId | undefined): Entry[] =>
    (byAnchor.get(anchor) ?? []).map((note) => ({ kind: 'note', note }));
  const entries = notesAfter(undefined);
  for (const text of texts) entries.push({ kind: 'text', text }, ...notesAfter(text.id));
  return entries;
}

/** The local calendar day, as a key. */
export function dayOf(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/**
 * Adds a note. Somebody who leaves and comes back with nothing said in between leaves one line, not many.
 */
export function addNote(notes: readonly Note[], note: Note): readonly Note[] {
  const last = notes.at(-1);
  const replaces =
    last !== undefined && last.after === note.after && isPresence(last.kind) && isPresence(note.kind);
  return replaces ? [...notes.slice(0, -1), note] : [...notes, note];
}

function isPresence({ name }: NoteKind): boolean {
  return name === 'went-offline' || name === 'came-online';
}

interface SaidKey {
  readonly key: string;
  readonly own: boolean;
}

/** The newest text or file, and whether it is one's own; nothing while there is neither. */
export function newestSaid(items: readonly TimelineItem[]): SaidKey | undefined {
  return newestOf(items, () => true);
}

/** The newest of the other's. One's own that were not sent stay below it. */
export function newestHeard(items: readonly TimelineItem[]): string | undefined {
  return newestOf(items, ({ own }) => !own)?.key;
}

function newestOf(items: readonly TimelineItem[], fits: (said: SaidKey) => boolean): SaidKey | undefined {
  const newest = items.findLast((item) => {
    const said = saidIn(item);
    return said !== undefined && fits(said);
  });
  return newest && saidIn(newest);
}

function saidIn(item: TimelineItem): SaidKey | undefined {
  if (item.kind === 'group') return { key: item.texts.at(-1)?.id ?? item.key, own: item.own };
  if (item.kind !== 'note' || item.note.kind.name !== 'file') return undefined;
  return { key: item.key, own: item.note.kind.file.own };
}

/** Whether the newest of these has come since: not what was there before and shows again, because what came after it is gone. */
export function isNews(items: readonly TimelineItem[], before: readonly TimelineItem[]): boolean {
  const newest = newestSaid(items)?.key;
  if (newest === undefined || items === before) return false;
  return !before.some((item) =>
    item.kind === 'group' ? item.texts.some(({ id }) => id === newest) : item.key === newest,
  );
}

/** A text that is sent again moves to the end; what had happened after it stays where it was. */
export function reanchor(notes: readonly Note[], texts: readonly Text[], moved: TextId): readonly Note[] {
  const place = texts.findIndex((text) => text.id === moved);
  const before = place > 0 ? texts[place - 1]?.id : undefined;
  return notes.map((note) => (note.after === moved ? { ...note, after: before } : note));
}
