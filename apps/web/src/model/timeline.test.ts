import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { Text, TextId, UserId } from '@parley/client';
import {
  addNote,
  isNews,
  newestHeard,
  newestSaid,
  reanchor,
  timelineOf,
  type Note,
  type NoteKind,
} from './timeline.ts';
import { someFile } from '../testing/some-file.ts';

const SELF = 'alice' as UserId;
const BOB = 'bob' as UserId;
const NOON = new Date(2026, 2, 3, 12, 0).getTime();
const MINUTE = 60_000;

const text = (id: string, from: UserId, at: number): Text => ({
  id: id as TextId,
  with: BOB,
  from,
  text: id,
  at,
  state: from === SELF ? { name: 'sent' } : { name: 'received' },
});
const note = (id: number, after: string | undefined, kind: NoteKind = { name: 'went-offline' }): Note => ({
  id,
  at: NOON,
  after: after as TextId | undefined,
  kind,
});
const shape = (texts: readonly Text[], notes: readonly Note[] = []): unknown[] =>
  timelineOf(texts, notes, SELF).map((item) =>
    item.kind === 'group' ? item.texts.map((t) => t.id) : item.kind === 'note' ? item.note.id : 'day',
  );

describe('[T1] a conversation on the screen', () => {
  test('texts by one person close together are one group', () => {
    const texts = [
      text('a', SELF, NOON),
      text('b', SELF, NOON + MINUTE),
      text('c', BOB, NOON + MINUTE),
      text('d', SELF, NOON + 2 * MINUTE),
      text('e', SELF, NOON + 9 * MINUTE),
    ];
    expect(shape(texts)).toEqual(['day', ['a', 'b'], ['c'], ['d'], ['e']]);
    expect(timelineOf(texts, [], SELF).map((i) => i.kind === 'group' && i.own)).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  test('a monologue is many groups: none is too large to draw', () => {
    const texts = Array.from({ length: 45 }, (_, i) => text(`t${i}`, BOB, NOON + i));
    const groups = timelineOf(texts, [], SELF).flatMap((i) => (i.kind === 'group' ? [i.texts.length] : []));
    expect(groups).toEqual([20, 20, 5]);
  });

  test('a new day begins with its date', () => {
    const late = new Date(2026, 2, 3, 23, 59).getTime();
    expect(shape([text('a', BOB, late), text('b', BOB, late + 2 * MINUTE)])).toEqual([
      'day',
      ['a'],
      'day',
      ['b'],
    ]);
  });

  test('notes stand where they happened, whatever the clocks say', () => {
    const texts = [text('a', BOB, NOON + 60 * MINUTE), text('b', BOB, NOON + 61 * MINUTE)];
    expect(shape(texts, [note(1, 'a'), note(2, undefined), note(3, 'b')])).toEqual([
      'day',
      2,
      ['a'],
      1,
      ['b'],
      3,
    ]);
    expect(shape([], [note(1, undefined)])).toEqual(['day', 1]);
  });

  test('[S14] files stand between texts, and the newest of both is known', () => {
    const file = (own: boolean): NoteKind => ({ name: 'file', file: someFile(own) });
    const texts = [text('a', BOB, NOON), text('b', BOB, NOON)];
    expect(shape(texts, [note(1, 'a', file(true)), note(2, 'a', file(false))])).toEqual([
      'day',
      ['a'],
      1,
      2,
      ['b'],
    ]);
    const newest = (...notes: Note[]): unknown => newestSaid(timelineOf(texts, notes, SELF));
    expect(newest()).toEqual({ key: 'b', own: false });
    expect(newest(note(1, 'a', file(true)))).toEqual({ key: 'b', own: false });
    expect(newest(note(1, 'b', file(true)), note(2, 'b'))).toEqual({ key: 'note-1', own: true });
    expect(newestSaid([])).toBeUndefined();
  });

  test('the newest of the other is known, also above what was not sent', () => {
    const failed = text('mine', SELF, NOON);
    const heard = (texts: Text[], ...notes: Note[]) => newestHeard(timelineOf(texts, notes, SELF));
    expect(heard([failed])).toBeUndefined();
    expect(heard([text('a', BOB, NOON), failed])).toBe('a');
    expect(heard([text('a', BOB, NOON), text('b', BOB, NOON), failed])).toBe('b');
    const file = (own: boolean): NoteKind => ({ name: 'file', file: someFile(own) });
    expect(heard([text('a', BOB, NOON), failed], note(1, 'a', file(false)), note(2, 'a', file(true)))).toBe(
      'note-1',
    );
  });

  test('the newest is news where it has come, and not where what came after it is gone', () => {
    const [a, b, c] = [text('a', BOB, NOON), text('b', SELF, NOON), text('c', SELF, NOON)];
    const file = note(1, 'b', { name: 'file', file: someFile(false) });
    const shown = (texts: Text[], notes: Note[] = []) => timelineOf(texts, notes, SELF);
    const both = shown([a, b]);
    expect(isNews(both, both)).toBe(false);
    expect(isNews(shown([a, b]), shown([a]))).toBe(true);
    expect(isNews(shown([a]), both)).toBe(false);
    expect(isNews(shown([a, b, c]), both)).toBe(true);
    expect(isNews(shown([a, c]), both), 'sent again, as another one').toBe(true);
    expect(isNews(shown([a, b], [file]), both)).toBe(true);
    expect(isNews(shown([a, b], [file]), shown([a, b, c], [file]))).toBe(false);
    expect(isNews(shown([]), both)).toBe(false);
  });

  test('every text and every note is shown exactly once', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
    const anchors = fc.array(fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }), {
      maxLength: 10,
    });
    fc.assert(
      fc.property(ids, anchors, (ids, anchors) => {
        const texts = ids.map((id) => text(String(id), id % 2 ? SELF : BOB, NOON + id * MINUTE));
        const notes = anchors.map((after, id) => note(id, after === undefined ? undefined : String(after)));
        const items = timelineOf(texts, notes, SELF);
        expect(items.flatMap((i) => (i.kind === 'group' ? i.texts : []))).toEqual(texts);
        const shown = items.flatMap((i) => (i.kind === 'note' ? [i.note.id] : []));
        expect(shown.toSorted((a, b) => a - b)).toEqual(notes.map((n) => n.id));
        expect(new Set(items.map((i) => i.key)).size).toBe(items.length);
      }),
    );
  });
});

describe('[P3] notes', () => {
  test('leaving and coming back with nothing said between is one line', () => {
    const left = addNote([], note(1, 'a'));
    const back = addNote(left, note(2, 'a', { name: 'came-online' }));
    expect(back.map((n) => n.id)).toEqual([2]);
    expect(addNote(back, note(3, 'b')).map((n) => n.id)).toEqual([2, 3]);
  });

  test('[S14] a file is never replaced', () => {
    const file: NoteKind = { name: 'file', file: someFile(true) };
    const notes = addNote(addNote([note(1, 'a', file)], note(2, 'a')), note(3, 'a', file));
    expect(notes.map((n) => n.id)).toEqual([1, 2, 3]);
  });

  test('a call is never replaced', () => {
    const outcome = {
      with: 'bob',
      media: 'video',
      direction: 'outgoing',
      reason: 'hung-up',
      duration: 1,
      by: 'self',
      causes: { self: undefined, other: undefined },
    } as const;
    const notes = addNote([note(1, 'a', { name: 'call', outcome })], note(2, 'a'));
    expect(notes.map((n) => n.id)).toEqual([1, 2]);
  });

  test('[T4] what happened after a text stays in place when the text is sent again', () => {
    const texts = [text('a', SELF, NOON), text('b', SELF, NOON)];
    expect(reanchor([note(1, 'b'), note(2, 'a')], texts, 'b' as TextId).map((n) => n.after)).toEqual([
      'a',
      'a',
    ]);
    expect(reanchor([note(1, 'a')], texts, 'a' as TextId)[0]?.after).toBeUndefined();
  });
});
