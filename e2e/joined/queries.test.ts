import { SERVER, type UserId } from '@parley/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ParleyError } from '../../packages/client/src/error.ts';
import { outcomeOf } from './outcome.ts';
import { createWorld, type Member } from './world.ts';

const query = (from: Member, to: string, type: string, ask?: unknown, options?: object): Promise<unknown> =>
  outcomeOf(from.messages.query(to, type, ask, options));

/** A promise that the test settles. */
function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

async function pair(seed: number, options: object = {}) {
  const world = createWorld({ seed, ...options });
  const [alice, bob] = [world.join('alice'), world.join('bob')];
  await world.advance(500);
  return { world, alice, bob };
}

test('[Q1] [Q2] concurrent queries are answered in any order: JSON, bytes, nothing, now and later', async () => {
  const { world, alice, bob } = await pair(1);
  const later = deferred<string>();
  bob.messages.answer('later', () => later.promise);
  bob.messages.answer('twice', ({ payload, from, type }) => [from, type, payload, payload]);
  bob.messages.answer('bytes', ({ payload }) => payload);
  bob.messages.answer('nothing', () => undefined);
  const bytes = new Uint8Array([1, 2, 3]);
  const slow = query(alice, 'bob', 'later');
  const fast = [
    query(alice, 'bob', 'twice', { n: 1 }),
    query(alice, 'bob', 'bytes', bytes),
    query(alice, 'bob', 'nothing'),
  ];
  await world.advance(500);
  expect(await Promise.all(fast)).toEqual([['alice', 'twice', { n: 1 }, { n: 1 }], bytes, undefined]);
  later.resolve('now');
  await world.advance(500);
  expect(await slow).toBe('now');
  expect(world.realtime.counts().queries).toBe(0);
});

test('[Q4] each way to fail is an error of its own, and tells only what the handler chose to', async () => {
  const { world, alice, bob } = await pair(2);
  bob.messages.answer('never', () => new Promise(() => undefined));
  bob.messages.answer('throws', () => {
    throw new Error('a secret');
  });
  bob.messages.answer('meant', async () => {
    throw new ParleyError('handler-failed', { message: 'Closed on Sundays.' });
  });
  bob.messages.answer('cycle', () => 1n);
  bob.messages.answer('large', () => 'x'.repeat(50_000));
  const codes = ['unknown', 'throws', 'meant', 'cycle', 'large', 'never'].map((type) =>
    query(alice, 'bob', type),
  );
  const message = alice.messages.query('bob', 'meant', 1).catch((error: Error) => error.message);
  const secret = alice.messages.query('bob', 'throws', 1).catch((error: Error) => error.message);
  const absent = query(alice, 'nobody', 'x');
  await world.advance(4_900);
  expect(await Promise.all(codes.slice(0, 5))).toEqual([
    'no-handler',
    ...Array<string>(4).fill('handler-failed'),
  ]);
  expect([await message, await secret, await absent]).toEqual([
    'Closed on Sundays.',
    "What handles it there failed: see that program's log.",
    'not-online',
  ]);
  await world.advance(200);
  expect(await codes[5]).toBe('timeout');
  expect(await query(alice, 'bob', 'x', 'x'.repeat(50_000))).toBe('too-large');
  expect(await query(alice, 'bob', 'x', () => 1)).toBe('bad-message');
  expect(await query(alice, 'bob', 'no type')).toBe('bad-message');
  expect(await query(alice, 'bob', 'x', 1, { timeout: 60_001 })).toBe('bad-message');
  const unhandled = query(alice, SERVER, 'x');
  await world.advance(500);
  expect(await unhandled).toBe('no-handler');
});

test('[Q6] given up by a signal: the asker’s promise and the answerer’s signal hear of it', async () => {
  const { world, alice, bob } = await pair(3);
  const signals: AbortSignal[] = [];
  bob.messages.answer('never', ({ signal }) => {
    signals.push(signal);
    return new Promise(() => undefined);
  });
  const controller = new AbortController();
  const given = alice.messages
    .query('bob', 'never', 1, { signal: controller.signal })
    .catch((error: unknown) => error);
  void query(alice, 'bob', 'never', 1, { timeout: 1_000 });
  await world.advance(500);
  controller.abort('changed my mind');
  await world.advance(100);
  expect(await given).toMatchObject({ code: 'cancelled', cause: 'changed my mind' });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  await world.advance(600);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  const before = alice.messages.query('bob', 'never', 1, { signal: controller.signal });
  expect(await outcomeOf(before)).toBe('cancelled');
  const last = query(alice, 'bob', 'never');
  alice.leave();
  expect([await last, await query(alice, 'bob', 'x')]).toEqual(['closed', 'closed']);
});

test('[Q7] more queries than may be open at once wait, and all are answered', async () => {
  const { world, alice, bob } = await pair(4);
  bob.messages.answer('echo', ({ payload }) => payload);
  const small = Array.from({ length: 150 }, (_, n) => query(alice, 'bob', 'echo', n, { timeout: 60_000 }));
  const large = Array.from({ length: 20 }, () =>
    query(alice, 'bob', 'echo', 'x'.repeat(40_000), { timeout: 60_000 }),
  );
  await world.advance(30_000);
  expect(await Promise.all(small)).toEqual(small.map((_, n) => n));
  expect(new Set(await Promise.all(large)).size).toBe(1);
  const wire = [...alice.wire, ...bob.wire].filter(({ t }) => t === 'error');
  expect(wire).toEqual([]);
});

type Fault = 'cut' | 'vanish' | 'restart' | 'cancel' | 'nothing';
const turn = fc.record({
  fault: fc.constantFrom<Fault>('cut', 'vanish', 'restart', 'cancel', 'nothing'),
  who: fc.constantFrom<0 | 1>(0, 1),
  queries: fc.tuple(fc.nat(2), fc.nat(2)),
  /** Ms that the handler takes; and that pass until the next turn. */
  work: fc.integer({ min: 0, max: 3_000 }),
  pause: fc.integer({ min: 0, max: 3_000 }),
});

test('[Q2] [Q5] whatever the lines and the server do: one outcome each, and no handler runs twice for one that stands', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(turn, { minLength: 1, maxLength: 10 }), async (seed, turns) => {
      const world = createWorld({ seed, latency: 80, mayReturn: true });
      const members = [world.join('alice'), world.join('bob')] as const;
      const outcomes = new Map<number, unknown[]>();
      const runs = new Map<number, { aborted: number; runs: number }>();
      for (const member of members)
        member.messages.answer('work', ({ payload, signal }) => {
          const { n, work } = payload as { n: number; work: number };
          const run = runs.get(n) ?? { aborted: 0, runs: 0 };
          runs.set(n, run);
          run.runs += 1;
          signal.addEventListener('abort', () => (run.aborted += 1));
          return new Promise((resolve) => world.clock.after(work, () => resolve(n)));
        });
      await world.advance(500);
      let count = 0;
      for (const { fault, who, queries, work, pause } of turns) {
        const sufferer = members[who];
        const controller = new AbortController();
        for (const [from, to] of [
          [0, 1],
          [1, 0],
        ] as const)
          for (let left = queries[from]; left > 0; left -= 1) {
            const n = (count += 1);
            const told: unknown[] = [];
            outcomes.set(n, told);
            const options = { timeout: 20_000, signal: controller.signal };
            void query(members[from], members[to].user, 'work', { n, work }, options).then((one) =>
              told.push(one),
            );
          }
        await world.advance(pause);
        if (fault === 'cancel') controller.abort();
        if (fault === 'cut') sufferer.cut();
        if (fault === 'vanish') sufferer.vanish();
        if (fault === 'restart') {
          world.crash(who === 0);
          await world.advance(pause);
          world.start();
        }
      }
      await world.advance(40_000);
      for (const [n, told] of outcomes) {
        expect(told).toHaveLength(1);
        expect([n, 'cancelled', 'timeout', 'not-online']).toContain(told[0]);
        const run = runs.get(n);
        if (told[0] === n) expect(run?.runs).toBeGreaterThan(0);
        if (run) expect(run.runs).toBeLessThanOrEqual(run.aborted + 1);
      }
      expect(world.realtime.counts().queries).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('[Q5] a line that breaks, and a server that is restarted, cost a query nothing but time', async () => {
  for (const fault of ['cut alice', 'cut bob', 'vanish alice', 'vanish bob', 'restart'] as const) {
    const { world, alice, bob } = await pair(5, { mayReturn: true });
    let runs = 0;
    const work = deferred<string>();
    bob.messages.answer('work', () => {
      runs += 1;
      return work.promise;
    });
    const answer = query(alice, 'bob', 'work', 1, { timeout: 25_000 });
    await world.advance(200);
    const who = fault.endsWith('alice') ? alice : bob;
    if (fault.startsWith('cut')) who.cut();
    if (fault.startsWith('vanish')) who.vanish();
    if (fault === 'restart') world.crash(true);
    work.resolve('done');
    await world.advance(1_000);
    world.start();
    await world.advance(30_000);
    expect([fault, await answer, runs]).toEqual([fault, 'done', 1]);
  }
});

test('[Q8] the server’s handler and a person’s answer each other', async () => {
  const query8 = {
    message: () => false,
    query: async ({ payload }: { payload: unknown }) => ({ got: payload }),
  };
  const { world, alice } = await pair(6, { inbox: query8 });
  const own = query(alice, SERVER, 'x', [1]);
  alice.messages.answer('name', () => 'Alice');
  const theirs = world.realtime.query('alice' as UserId, 'name', undefined);
  await world.advance(500);
  expect([await own, await theirs]).toEqual([{ got: [1] }, { ok: true, value: 'Alice' }]);
});
