// Texts on a server that keeps a history, to people who come and go, over lines that break and servers that are killed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Text, UserId } from '@parley/client';
import { History } from '../../packages/server/src/history/history.ts';
import { openStore } from '../../packages/server/src/store/open-store.ts';
import { createWorld, type Member, type World } from './world.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-kept-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAMES = ['alice', 'bob'] as const;
const log = { error() {}, warn() {}, info() {}, debug() {} };
let worlds = 0;

type Turn =
  | { do: 'write'; who: 0 | 1; count: number }
  | { do: 'leave' | 'join' | 'cut' | 'vanish' | 'crash-page'; who: 0 | 1 }
  | { do: 'restart'; away: number }
  | { do: 'wait'; ms: number };

/** After which a page may have got what the server does not know it has. */
const ENDINGS: ReadonlySet<Turn['do']> = new Set(['leave', 'cut', 'vanish', 'crash-page']);

const who = fc.constantFrom<0 | 1>(0, 1);
const turn: fc.Arbitrary<Turn> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('write' as const), who, count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('leave' as const, 'join', 'join', 'cut', 'vanish', 'crash-page'),
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restart' as const), away: fc.integer({ min: 0, max: 8_000 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 15_000 }) }),
  },
);

/** One person and all the pages that they have had, one after the other. */
interface Person {
  page: Member | undefined;
  /** What each page has got of the other, in the order in which it stands there. */
  got: string[][];
  /** The server has taken these. */
  accepted: Set<string>;
  failed: string[];
}

function createStage(world: World) {
  const people: [Person, Person] = [0, 1].map(() => ({
    page: undefined,
    got: [],
    accepted: new Set<string>(),
    failed: [],
  })) as never;
  let count = 0;
  const put = (at: 0 | 1): void => {
    const person = people[at];
    if (person.page) return;
    const page = world.join(NAMES[at]);
    person.page = page;
    page.chat.on('changed', ({ text, state }: Text) => {
      if (state.name === 'sent' || state.name === 'delivered') person.accepted.add(text);
      if (state.name === 'failed') person.failed.push(text);
    });
  };
  const take = (at: 0 | 1, end: (page: Member) => void): void => {
    const { page, got } = people[at];
    if (!page) return;
    end(page);
    got.push(
      page.chat
        .conversation(NAMES[1 - at] as UserId)
        .filter((text) => text.from !== page.user)
        .map(({ text }) => text),
    );
    people[at].page = undefined;
  };
  const perform = async (turn: Turn): Promise<void> => {
    switch (turn.do) {
      case 'write':
        for (let n = 0; n < turn.count; n += 1)
          people[turn.who].page?.chat.send(NAMES[1 - turn.who] as UserId, `${(count += 1)}`);
        return;
      case 'leave':
        return take(turn.who, (page) => page.leave());
      case 'crash-page':
        return take(turn.who, (page) => page.crash(false));
      case 'join':
        return put(turn.who);
      case 'cut':
        return people[turn.who].page?.cut();
      case 'vanish':
        return people[turn.who].page?.vanish();
      case 'restart':
        world.crash(true);
        await world.advance(turn.away);
        return world.start();
      case 'wait':
        return world.advance(turn.ms);
    }
  };
  return { people, put, take, perform };
}

test('[K1] [K3] [I1] what the server has accepted arrives, whoever was away when, and once on each page', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.array(turn, { minLength: 3, maxLength: 25 }), async (seed, turns) => {
      worlds += 1;
      const store = openStore(join(folder, `${worlds}.db`));
      for (const name of NAMES) store.addAccount({ name, passwordHash: 'x', created: 1 });
      const world = createWorld({
        seed,
        history: (clock) => new History({ store, clock, log, hasRoom: () => true }),
      });
      const { people, put, take, perform } = createStage(world);
      put(0);
      await world.advance(200);
      for (const turn of turns) {
        await perform(turn);
        await world.advance(50);
      }
      put(0);
      put(1);
      await world.advance(60_000);
      take(0, (page) => page.leave());
      take(1, (page) => page.leave());
      const hasRestarted = turns.some((turn) => turn.do === 'restart');
      for (const at of [0, 1] as const) {
        const { accepted } = people[(1 - at) as 0 | 1];
        const got = people[at].got.flat();
        // Nothing that was accepted is lost, nothing fails, and nothing is twice on one page or out of order.
        expect([...accepted].filter((text) => !got.includes(text))).toEqual([]);
        expect(people[at].failed).toEqual([]);
        for (const page of people[at].got)
          expect(page).toEqual([...new Set(page)].toSorted((a, b) => Number(a) - Number(b)));
        // A page that acknowledged and was gone before the server had it on disk, or a page whose acknowledgement got lost with it.
        const excused =
          hasRestarted || turns.some((turn) => ENDINGS.has(turn.do) && 'who' in turn && turn.who === at);
        if (!excused) expect(got).toEqual([...new Set(got)]);
      }
      expect(NAMES.flatMap((name) => store.undelivered(name as UserId, 10))).toEqual([]);
      expect(world.realtime.counts().textsHeld).toBe(0);
      store.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);
