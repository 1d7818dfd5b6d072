import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ACT_LIMITS,
  readAct,
  transferRef,
  type Act,
  type BlobId,
  type SaidId,
  type TextId,
  type UserId,
} from '@parley/protocol';
import {
  actsOf,
  applyAct,
  applyWaiting,
  MOST_WAITING,
  nextOrder,
  NO_ACTS,
  type ActEntry,
  type Acts,
  type Said,
} from './acts.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;
const id = (n: number): TextId => `text-${n}-0123456789` as TextId;
const TEXTS = new Map<SaidId, Said>([
  [id(1), { from: ALICE, at: 1_000 }],
  [id(2), { from: BOB, at: 2_000 }],
]);
const find = (of: SaidId): Said | undefined => TEXTS.get(of);
const by = (from: UserId, act: Act, at = 5_000): ActEntry => ({ from, at, act });
const fold = (...entries: ActEntry[]): Acts =>
  entries.reduce((acts, entry) => applyAct(acts, entry, find), NO_ACTS);
const edit = (text: string, order = 1, of = id(1)): Act => ({ act: 'edit', of, order, text });
const react = (emoji: string | null, order = 1, of = id(1)): Act => ({ act: 'react', of, order, emoji });

describe('what an act does', () => {
  test.each<[string, ActEntry[], object | undefined]>([
    [
      '[M3] an edit gives the text other words',
      [by(ALICE, edit('new'))],
      { edited: { order: 1, value: 'new' } },
    ],
    [
      '[M3] the later edit holds, even if it comes first',
      [by(ALICE, edit('b', 2)), by(ALICE, edit('a', 1))],
      { edited: { order: 2, value: 'b' } },
    ],
    [
      '[M3] of two with one number both sides choose the same',
      [by(ALICE, edit('a')), by(ALICE, edit('b'))],
      { edited: { order: 1, value: 'b' } },
    ],
    ['[M2] nobody edits another’s text', [by(BOB, edit('new'))], undefined],
    ['[M2] nobody deletes another’s text', [by(BOB, { act: 'delete', of: id(1) })], undefined],
    [
      '[M2] nobody says what another’s text answers',
      [by(BOB, { act: 'reply', of: id(1), order: 1, to: id(2) })],
      undefined,
    ],
    [
      '[M3] nobody edits after a day',
      [by(ALICE, edit('new'), 1_000 + ACT_LIMITS.editWithin + ACT_LIMITS.editGrace + 1)],
      undefined,
    ],
    [
      '[M3] an edit that was long on its way counts',
      [by(ALICE, edit('new'), 1_000 + ACT_LIMITS.editWithin + ACT_LIMITS.editGrace)],
      { edited: { order: 1, value: 'new' } },
    ],
    [
      '[M4] nothing of a deleted text stays',
      [by(ALICE, edit('new')), by(BOB, react('👍')), by(ALICE, { act: 'delete', of: id(1) })],
      { deleted: true },
    ],
    [
      '[M4] what is deleted is not edited any more',
      [by(ALICE, { act: 'delete', of: id(1) }), by(ALICE, edit('new', 9)), by(BOB, react('👍', 9))],
      { deleted: true },
    ],
    [
      '[M4] a text may be deleted at any time',
      [by(ALICE, { act: 'delete', of: id(1) }, 1e12)],
      { deleted: true },
    ],
    [
      '[M5] a person has one reaction to a text',
      [by(BOB, react('👍', 1)), by(BOB, react('❤️', 2)), by(ALICE, react('👍', 1))],
      {
        reactions: new Map([
          [BOB, { order: 2, value: '❤️' }],
          [ALICE, { order: 1, value: '👍' }],
        ]),
      },
    ],
    [
      '[M5] a reaction that was taken away stays so',
      [by(BOB, react(null, 2)), by(BOB, react('👍', 1))],
      { reactions: new Map([[BOB, { order: 2, value: null }]]) },
    ],
    ['[M6] the other has seen it', [by(BOB, { act: 'seen', of: id(1) })], { seen: true }],
    ['[M6] one does not see one’s own', [by(ALICE, { act: 'seen', of: id(1) })], undefined],
    [
      '[M6] what was deleted may have been seen',
      [by(BOB, { act: 'seen', of: id(1) }), by(ALICE, { act: 'delete', of: id(1) })],
      { deleted: true, seen: true },
    ],
    [
      '[M7] a text answers another one',
      [by(ALICE, { act: 'reply', of: id(1), order: 1, to: id(2) })],
      { answers: { order: 1, value: id(2) } },
    ],
    [
      '[M7] a text does not answer itself',
      [by(ALICE, { act: 'reply', of: id(1), order: 1, to: id(1) })],
      undefined,
    ],
  ])('%s', (_, entries, mark) => {
    expect(fold(...entries).marks.get(id(1))).toEqual(mark);
  });

  test('[M1] what changes nothing leaves the same object, so that nothing is drawn again', () => {
    const acts = fold(by(ALICE, edit('new')));
    for (const entry of [by(ALICE, edit('new')), by(BOB, edit('mine')), by(ALICE, edit('old', 0))])
      expect(applyAct(acts, entry, find)).toBe(acts);
    expect(applyWaiting(acts, find)).toBe(acts);
  });

  test('[M1] an act waits for its text, once, and no longer than there is room', () => {
    let acts = fold(by(ALICE, edit('new', 1, id(3))), by(ALICE, edit('new', 1, id(3))));
    expect(acts.waiting).toHaveLength(1);
    expect(acts.marks.size).toBe(0);
    const withIt = (of: SaidId): Said | undefined => (of === id(3) ? { from: ALICE, at: 1 } : find(of));
    const come = applyWaiting(acts, withIt);
    expect(come.waiting).toEqual([]);
    expect(come.marks.get(id(3))).toEqual({ edited: { order: 1, value: 'new' } });
    for (let n = 0; n < 2 * MOST_WAITING; n += 1) acts = applyAct(acts, by(BOB, react('👍', n, id(9))), find);
    expect(acts.waiting).toHaveLength(MOST_WAITING);
  });

  test('[M3] an edit that waits counts from when it was said first, in whatever order it has come twice', () => {
    const early = by(ALICE, edit('new', 1, id(3)), 5_000);
    const late = { ...early, at: 200_000_000 };
    const withIt = (of: SaidId): Said | undefined => (of === id(3) ? { from: ALICE, at: 3_000 } : find(of));
    for (const acts of [fold(early, late), fold(late, early)])
      expect(applyWaiting(acts, withIt).marks.get(id(3))?.edited?.value).toBe('new');
  });

  test('[M3] a number for the next act is above all before, also of a clock that was set back', () => {
    expect(nextOrder(undefined, ALICE, true, 1_234.5)).toBe(1_234);
    const acts = [by(ALICE, edit('new', 7_000)), by(ALICE, react('🙂', 8_000)), by(BOB, react('👍', 9_000))];
    const mark = fold(...acts).marks.get(id(1));
    expect(nextOrder(mark, ALICE, true, 5_000)).toBe(8_001);
    expect(nextOrder(mark, BOB, false, 5_000)).toBe(9_001);
    const last = { edited: { order: Number.MAX_SAFE_INTEGER, value: 'x' } };
    expect(nextOrder(last, ALICE, true, 1)).toBe(Number.MAX_SAFE_INTEGER);
    expect(nextOrder(last, BOB, false, 1)).toBe(1);
  });
});

const person = fc.constantFrom(ALICE, BOB);
const of = fc.constantFrom(id(1), id(2), id(3));
const order = fc.integer({ min: 0, max: 3 });
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ act: fc.constant('edit' as const), of, order, text: fc.constantFrom('a', 'b', 'c') }),
  fc.record({ act: fc.constant('delete' as const), of }),
  fc.record({ act: fc.constant('react' as const), of, order, emoji: fc.constantFrom('👍', '❤️', null) }),
  fc.record({ act: fc.constant('seen' as const), of }),
  fc.record({ act: fc.constant('reply' as const), of, order, to: of }),
);
const anyEntry: fc.Arbitrary<ActEntry> = fc.record({
  from: person,
  at: fc.constantFrom(5_000, 200_000_000),
  act: anyAct,
});

test('[M1] acts and texts that come in any order, some twice, leave the same', () => {
  type Event = ActEntry | { text: TextId };
  const run = (events: readonly Event[]): Acts => {
    const here = new Set<SaidId>();
    const findHere = (of: SaidId): Said | undefined =>
      here.has(of) ? (TEXTS.get(of) ?? { from: BOB, at: 3_000 }) : undefined;
    let acts = NO_ACTS;
    for (const event of events) {
      if ('text' in event) {
        here.add(event.text);
        acts = applyWaiting(acts, findHere);
      } else acts = applyAct(acts, event, findHere);
    }
    return acts;
  };
  const texts: Event[] = [1, 2, 3].map((n) => ({ text: id(n) }));
  const shuffled = fc.array(anyEntry, { maxLength: 12 }).chain((entries) =>
    fc.record({
      one: fc.constant<Event[]>([...texts, ...entries]),
      other: fc
        .tuple(
          fc.shuffledSubarray<Event>([...texts, ...entries], { minLength: entries.length + 3 }),
          fc.subarray<Event>(entries),
        )
        .map(([all, again]) => [...all, ...again]),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ one, other }) => {
      const [a, b] = [run(one), run(other)];
      expect(b.waiting).toEqual([]);
      expect(b.marks).toEqual(a.marks);
    }),
    { numRuns: 1_000 },
  );
});

test('[M1] the acts that are made of marks leave the same marks', () => {
  const other = (user: UserId): UserId => (user === ALICE ? BOB : ALICE);
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), (entries) => {
      const { marks } = fold(...entries);
      expect(fold(...actsOf(marks, find, other)).marks).toEqual(marks);
    }),
  );
});

describe('what is read as an act', () => {
  const right: Act[] = [
    edit('new'),
    react('👍'),
    react('🧑🏽‍❤️‍💋‍🧑🏿'),
    react('🏴󠁧󠁢󠁳󠁣󠁴󠁿'),
    react('1️⃣'),
    react('❤️'),
    react('🇩🇪'),
    react(null),
    { act: 'delete', of: id(1) },
    { act: 'seen', of: id(1) },
    { act: 'reply', of: id(1), order: 1, to: id(2) },
  ];
  test.each(right)('[M1] %j', (act) => {
    expect(readAct(JSON.parse(JSON.stringify(act)))).toEqual(act);
    expect(readAct({ ...act, later: 'versions may say more' })).toEqual(act);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a string', 'edit'],
    ['another act', { act: 'ban', of: id(1) }],
    ['no text’s id', { act: 'delete', of: '../../etc' }],
    ['an inherited name', JSON.parse('{"act":"__proto__","of":"text-1-0123456789"}')],
    ['a blank edit', edit('  ')],
    ['a huge edit', edit('x'.repeat(9_000))],
    ['no number', { ...edit('x'), order: '1' }],
    ['a number that nothing is above', edit('x', 1e300)],
    ['words as a reaction', react('lol')],
    ['digits as a reaction', react('123')],
    ['markup as a reaction', react('<b>👍</b>')],
    ['a heap of emoji', react('👍'.repeat(21))],
    ['an empty reaction', react('')],
  ])('[M1] not %s', (_, payload) => {
    expect(readAct(payload)).toBeUndefined();
  });
});

describe('files', () => {
  const file = transferRef('blob-1-0123456789' as BlobId);
  const findAll = (of: SaidId): Said | undefined => (of === file ? { from: BOB, at: 1 } : find(of));
  const liked = by(ALICE, { act: 'react', of: file, order: 1, emoji: '👍' });

  test('[M1] [M5] a reaction to a transfer waits for its offer, and is one of each person', () => {
    const waiting = [liked, by(BOB, { act: 'react', of: file, order: 1, emoji: '🎉' })].reduce(
      (acts, entry) => applyAct(acts, entry, find),
      NO_ACTS,
    );
    expect(waiting.waiting).toHaveLength(2);
    const { marks, waiting: left } = applyWaiting(waiting, findAll);
    expect(left).toEqual([]);
    expect([...(marks.get(file)?.reactions ?? [])].map(([user, { value }]) => [user, value])).toEqual([
      [ALICE, '👍'],
      [BOB, '🎉'],
    ]);
    const last = applyAct(
      { marks, waiting: [] },
      by(ALICE, { act: 'react', of: file, order: 2, emoji: null }),
      findAll,
    );
    expect(last.marks.get(file)?.reactions?.get(ALICE)?.value).toBeNull();
  });

  test('[M7] a text answers a transfer, where its author says so', () => {
    const answers = (from: UserId): unknown =>
      applyAct(NO_ACTS, by(from, { act: 'reply', of: id(1), order: 1, to: file }), findAll).marks.get(id(1));
    expect(answers(ALICE)).toEqual({ answers: { order: 1, value: file } });
    expect(answers(BOB)).toBeUndefined();
  });

  test.each([
    { act: 'edit', of: file, order: 1, text: 'other.png' },
    { act: 'delete', of: file },
    { act: 'seen', of: file },
    { act: 'reply', of: file, order: 1, to: id(1) },
    { act: 'react', of: 'transfer:', order: 1, emoji: '👍' },
    { act: 'react', of: `transfer:${file}`, order: 1, emoji: '👍' },
    { act: 'react', of: `other:${id(1)}`, order: 1, emoji: '👍' },
  ])('[M1] nothing else is done with a transfer: %j is no act', (payload) => {
    expect(readAct(payload)).toBeUndefined();
    expect(readAct(liked.act)).toEqual(liked.act);
  });

  test('[M1] [M2] a transfer whose id is that of another’s text makes nobody its author', () => {
    // Bob offers a file under the id of a text of Alice's, which Alice's new page has not fetched yet.
    const same = transferRef(id(1) as string as BlobId);
    const onlyFile = (of: SaidId): Said | undefined => (of === same ? { from: BOB, at: 1 } : undefined);
    const acts: Act[] = [
      { act: 'delete', of: id(1) },
      { act: 'reply', of: id(1), order: 1, to: id(2) },
      { act: 'react', of: same, order: 1, emoji: '👎' },
    ];
    const before = acts.reduce((all, act) => applyAct(all, by(BOB, act), onlyFile), NO_ACTS);
    const after = applyWaiting(before, (of) => onlyFile(of) ?? find(of));
    expect(before.waiting).toHaveLength(2);
    expect(after.waiting).toEqual([]);
    expect([...after.marks.keys()]).toEqual([same]);
  });

  test('who takes the conversation over gets none of it: files are gone with their page', () => {
    const { marks } = applyAct(fold(by(ALICE, react('🎉'))), liked, findAll);
    expect(actsOf(marks, findAll, () => BOB)).toEqual([by(ALICE, react('🎉'), 1_000)]);
  });
});
