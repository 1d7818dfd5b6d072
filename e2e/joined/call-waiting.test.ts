// A second call beside one that goes on: SDK and server together, on lines that break (protocol C31).
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Page } from './page.ts';
import { createWorld, type World } from './world.ts';

/** Alice and Bob talk, Carol rings beside it; Bob's page can show two calls. */
async function waiting(seed = 1) {
  const world = createWorld({ seed });
  const [alice, bob, carol] = [world.join('alice'), world.join('bob'), world.join('carol')];
  await world.advance(500);
  bob.calls.prefer({ waiting: true });
  alice.calls.invite(bob.user, 'video');
  await world.advance(200);
  bob.calls.current?.accept('video');
  await world.advance(1_000);
  const call = carol.calls.invite(bob.user, 'voice');
  await world.advance(500);
  return { world, alice, bob, carol, call };
}

const stand = ({ calls }: Page): string =>
  [calls.current, calls.other]
    .map((call) => call && `${call.with} ${call.state.name}${call.held ? ' held' : ''}`)
    .filter(Boolean)
    .join(', ');
const standings = (...pages: Page[]): string[] => pages.map(stand);

test('[C31] it rings beside the first, the caller hears of that, and accepting it holds the first', async () => {
  const { world, alice, bob, carol, call } = await waiting();
  expect(stand(bob)).toBe('alice active, carol ringing');
  expect(call.state).toEqual({ name: 'dialling', ringing: true, notified: false });
  expect(carol.media.statuses.at(-1)).toMatchObject({ held: true });
  const first = bob.calls.current;
  bob.calls.other?.accept('voice');
  // I9: at once.
  expect([...bob.media.open.keys()]).toEqual([call.id]);
  await world.advance(500);
  expect(standings(alice, bob, carol)).toEqual([
    'bob active',
    'carol active, alice active held',
    'bob active',
  ]);
  first?.setHold(false);
  expect([...bob.media.open.keys()]).toEqual([first?.id]);
  expect(stand(bob)).toBe('alice active, carol active held');
  bob.calls.current?.hangUp();
  await world.advance(500);
  // Who was on hold stays so until they are gone back to.
  expect(standings(alice, bob, carol)).toEqual(['', 'carol active held', 'bob active']);
  expect(bob.media.open.size).toBe(0);
  bob.calls.current?.setHold(false);
  expect(stand(bob)).toBe('carol active');
  carol.calls.current?.hangUp();
  await world.advance(500);
  expect(standings(alice, bob, carol)).toEqual(['', '', '']);
  expect(world.realtime.counts().calls).toBe(0);
});

test('[C31] who ends the first and answers goes on with the second; who declines goes on with the first', async () => {
  const one = await waiting();
  one.bob.calls.current?.hangUp();
  expect(stand(one.bob)).toBe('carol ringing');
  one.bob.calls.current?.accept('voice');
  await one.world.advance(500);
  expect(standings(one.alice, one.bob, one.carol)).toEqual(['', 'carol active', 'bob active']);
  expect(one.carol.media.statuses.at(-1)?.held).toBeFalsy();
  const two = await waiting();
  two.bob.calls.other?.decline();
  await two.world.advance(500);
  expect(standings(two.alice, two.bob, two.carol)).toEqual(['bob active', 'alice active', '']);
  expect(two.call.state).toMatchObject({ reason: 'declined' });
});

test('[C31] a ring that came before the first call was had is heard once it is, and no third one is', async () => {
  const { world, bob, carol } = await waiting();
  const dave = world.join('dave');
  await world.advance(500);
  const third = dave.calls.invite(bob.user, 'voice');
  await world.advance(500);
  expect(third.state).toMatchObject({ name: 'ended', reason: 'busy', by: 'bob' });
  expect(stand(bob)).toBe('alice active, carol ringing');
  carol.calls.current?.hangUp();
  await world.advance(500);
  expect(stand(bob)).toBe('alice active');
});

test('[C31] [I13] [C16] both calls outlive a server that is killed, and can be hung up afterwards', async () => {
  const { world, alice, bob, carol } = await waiting();
  bob.calls.other?.accept('voice');
  await world.advance(1_000);
  world.crash(true);
  await world.advance(3_000);
  world.start();
  await world.advance(8_000);
  expect(standings(alice, bob, carol)).toEqual([
    'bob active',
    'carol active, alice active held',
    'bob active',
  ]);
  expect(world.realtime.counts().calls).toBe(2);
  bob.calls.other?.hangUp();
  bob.calls.current?.hangUp();
  await world.advance(500);
  expect(standings(alice, bob, carol)).toEqual(['', '', '']);
  expect(world.realtime.counts().calls).toBe(0);
});

test('[C31] [C11] [C12] signing in elsewhere, leaving, and being lost end both calls for all', async () => {
  for (const what of ['displaced', 'left', 'lost'] as const) {
    const { world, alice, bob, carol } = await waiting();
    bob.calls.other?.accept('voice');
    await world.advance(1_000);
    if (what === 'displaced') world.join('bob');
    else if (what === 'left') bob.calls.leave();
    else {
      bob.setReachable(false);
      bob.vanish();
    }
    await world.advance(what === 'lost' ? 31_000 : 1_000);
    expect([what, ...standings(alice, bob, carol)]).toEqual([what, '', '', '']);
    expect(bob.media.open.size).toBe(0);
    expect(world.realtime.counts().calls).toBe(0);
  }
});

const anyAct = fc.record({
  who: fc.constantFrom('alice', 'bob', 'carol', 'dave'),
  to: fc.constantFrom('alice', 'bob', 'carol', 'dave'),
  what: fc.constantFrom(
    'invite',
    'invite',
    'accept',
    'accept',
    'decline',
    'swap',
    'resume',
    'hang-up',
    'cut',
    'restart',
  ),
  after: fc.constantFrom(50, 400, 3_000),
});
type Act = typeof anyAct extends fc.Arbitrary<infer A> ? A : never;

async function act(world: World, pages: readonly Page[], { who, to, what, after }: Act): Promise<void> {
  const page = pages.find(({ user }) => user === who);
  const other = pages.find(({ user }) => user === to);
  if (!page || !other) throw new Error('nobody of that name');
  const { calls } = page;
  const rings = [calls.other, calls.current].find((call) => call?.state.name === 'ringing');
  if (what === 'invite' && !calls.current && page !== other) calls.invite(other.user, 'video');
  if (what === 'accept') rings?.accept('voice');
  if (what === 'decline') rings?.decline();
  if (what === 'swap') calls.other?.setHold(false);
  if (what === 'resume') calls.current?.setHold(false);
  if (what === 'hang-up') calls.current?.hangUp();
  if (what === 'cut') page.cut();
  if (what === 'restart') {
    world.crash(true);
    await world.advance(500);
    world.start();
  }
  await world.advance(after);
}

let besides = 0;
test('[C31] [I9] [I12] whatever four people do with two calls each: only the one that is had is heard, and all end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.array(anyAct, { minLength: 10, maxLength: 40 }), async (seed, acts) => {
      const { world, alice, bob, carol } = await waiting(seed);
      const pages = [alice, bob, carol, world.join('dave')];
      await world.advance(500);
      for (const { calls } of pages) calls.prefer({ waiting: true });
      for (const one of acts) {
        await act(world, pages, one);
        for (const { calls, media } of pages) {
          const { current, other } = calls;
          if (other) besides += 1;
          if (other) expect([other.held, other.state.name === 'ringing']).toContain(true);
          expect(other === undefined || current !== undefined).toBe(true);
          const open = current && !current.held && current.state.name !== 'ringing' ? [current.id] : [];
          expect([...media.open.keys()]).toEqual(open);
        }
      }
      for (const { calls } of pages) calls.leave();
      await world.advance(60_000);
      expect(standings(...pages)).toEqual(['', '', '', '']);
      expect(world.realtime.counts().calls).toBe(0);
    }),
    { numRuns: 40 },
  );
  expect(besides).toBeGreaterThan(100);
});
