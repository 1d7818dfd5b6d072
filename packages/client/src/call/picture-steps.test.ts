import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginFlow, shapeOf, stepFlow, type LineLook, type PictureFlow } from './picture-steps.ts';

const SAMPLING = 2_000;

/** What congestion control says, in kbit/s, and the round trip in ms, at each look. */
type Looks = readonly (readonly [kbits: number | undefined, trip?: number | undefined])[];

function follow(
  flow: PictureFlow,
  looks: Looks,
  { every = SAMPLING, limited = false, silence = 0 } = {},
): PictureFlow[] {
  let now = flow;
  let at = flow.since;
  return looks.map(([kbits, trip = 40]) => {
    at += every;
    const look: LineLook = {
      at,
      sendable: kbits === undefined ? undefined : kbits * 1000,
      limited,
      roundTrip: trip,
      heardAt: at - silence,
    };
    now = stepFlow(now, look);
    return now;
  });
}

const steps = (flows: readonly PictureFlow[]): string => flows.map(({ step }) => step).join(' ');
const times = (count: number, kbits: number, trip?: number): Looks =>
  Array.from({ length: count }, () => [kbits, trip] as const);
const GOOD: Looks = [[1_200], [6_000]];

test.each<[string, Looks, string]>([
  ['a good line is known by the second answer', GOOD, 'unproven full'],
  ['a slow one, too', [[1_200], [1_210], [340]], 'unproven unproven small'],
  ['what is in between', [[1_200], [600]], 'unproven medium'],
  [
    'a browser that does not tell does as it likes',
    [[undefined], [undefined], [undefined]],
    'unproven unproven full',
  ],
])('an unknown line: %s', (_, looks, words) => {
  expect(steps(follow(beginFlow(0), looks, { every: 300 }))).toBe(words);
});

test('a voice call whose camera stays off learns nothing; a line of which nothing is heard is not called good', () => {
  const unheard = stepFlow(beginFlow(0), {
    at: 5_000,
    sendable: undefined,
    limited: false,
    roundTrip: undefined,
    heardAt: 5_000,
  });
  expect(unheard.step).toBe('unproven');
});

test.each<[string, Looks, string]>([
  [
    'a line that gets slow: down at once, up by steps',
    [...GOOD, [240], [240], [500], [500], [900], [900]],
    'full full small small small medium medium full',
  ],
  [
    'on the edge nothing flickers',
    [...GOOD, [499], [501], [600], [520], [700]],
    'full full medium medium medium medium medium',
  ],
  [
    'flooded: the voice goes first at the second look',
    [...GOOD, [90, 900], [80, 1_000]],
    'full full small voice',
  ],
  [
    'a slow line without a queue keeps its small pictures',
    [...GOOD, [90], [80], [90]],
    'full full small small small',
  ],
  [
    'far away is not flooded',
    [
      [1_200, 700],
      [300, 700],
      [100, 720],
      [100, 710],
    ],
    'full medium small small',
  ],
])('%s', (_, looks, words) => {
  expect(steps(follow(beginFlow(0), looks))).toBe(words);
});

test('pictures that were given up are tried again, each time later, and stay once the line carries them', () => {
  const [flooded] = follow(beginFlow(0), [...GOOD, [90, 900], [80, 900]]).slice(-1);
  if (!flooded) throw new Error('there is no flow');
  // With sound alone the queue is empty; with pictures it fills again.
  let now = flooded;
  const voiceUntil: number[] = [];
  for (let at = flooded.since; at < flooded.since + 300_000; at += SAMPLING) {
    const next = stepFlow(now, {
      at,
      sendable: 80_000,
      limited: true,
      roundTrip: now.step === 'voice' ? 60 : 900,
      heardAt: at,
    });
    if (now.step === 'voice' && next.step !== 'voice') voiceUntil.push(at - now.since);
    now = next;
  }
  expect(voiceUntil).toEqual([10_000, 20_000, 40_000, 80_000, 80_000]);
  expect(steps(follow(now, times(60, 2_000)).slice(-1))).toBe('full');
});

test('a line that is known to be slow is not tried again and again at the cost of the voice', () => {
  const [small] = follow(beginFlow(0), [...GOOD, [240], [240]]).slice(-1);
  if (!small) throw new Error('there is no flow');
  expect(new Set(follow(small, times(150, 240), { limited: true }).map(({ step }) => step))).toEqual(
    new Set(['small']),
  );
});

test('a still picture that asks for little does not keep the line’s worth a secret for ever', () => {
  const [small] = follow(beginFlow(0), [...GOOD, [240], [240]]).slice(-1);
  if (!small) throw new Error('there is no flow');
  const later = follow(small, times(6, 240));
  expect(steps(later)).toContain('medium');
  // Nothing came of it: back, and the next try waits twice as long.
  const after = follow(small, times(10, 240)).at(-1);
  expect([after?.step, after?.patience]).toEqual(['small', 20_000]);
});

test('what is said of a silent line, and just after, does not cost the pictures', () => {
  const [, full] = follow(beginFlow(0), GOOD);
  if (!full) throw new Error('there is no flow');
  const cut = follow(full, times(7, 60, 900), { silence: 4_000 });
  expect(new Set(cut.map(({ step }) => step))).toEqual(new Set(['full']));
  const back = follow({ ...(cut.at(-1) ?? full), since: full.since + 7 * SAMPLING }, times(2, 60, 900));
  expect(steps(back)).toBe('full full');
  expect(steps(follow(full, times(3, 60, 900)))).toBe('small voice voice');
});

const look = fc.tuple(fc.integer({ min: 20, max: 3_000 }), fc.integer({ min: 5, max: 1_500 }));

test('whatever a line has been through: a good one has full pictures again within two minutes', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 60 }), (past) => {
      const before = follow(beginFlow(0), past).at(-1) ?? beginFlow(0);
      expect(follow(before, times(60, 2_000, 30)).at(-1)?.step).toBe('full');
    }),
    { numRuns: 500 },
  );
});

test('on a line that stays as it is nothing flaps: few changes, fewer and fewer', () => {
  fc.assert(
    fc.property(fc.array(look, { maxLength: 30 }), look, (past, [kbits, trip]) => {
      const before = follow(beginFlow(0), past).at(-1) ?? beginFlow(0);
      const flows = follow(before, times(150, kbits, trip));
      const changes = flows.filter(({ step }, i) => i > 0 && flows[i - 1]?.step !== step).length;
      // Five minutes: a try and its end every 80 s, and what it takes to get there.
      expect(changes).toBeLessThanOrEqual(14);
    }),
    { numRuns: 500 },
  );
});

const anyStep = fc.constantFrom('unproven', 'voice', 'small', 'medium', 'full');

test('the voice is never paused nor limited, and pictures never exceed what a data saver asks for', () => {
  fc.assert(
    fc.property(anyStep, fc.boolean(), fc.integer({ min: 120, max: 2_160 }), (step, saver, lines) => {
      expect(shapeOf('microphone', { step, saver, lines })).toEqual({
        active: true,
        priority: 'high',
        networkPriority: 'high',
      });
      const camera = shapeOf('camera', { step, saver, lines });
      expect(camera.active).toBe(step !== 'voice');
      expect(camera.scaleResolutionDownBy).toBeGreaterThanOrEqual(1);
      if (!saver) return;
      expect(lines / (camera.scaleResolutionDownBy ?? 1)).toBeLessThan(360.01);
      expect([camera.maxFramerate, (camera.maxBitrate ?? Infinity) <= 250_000]).toEqual([15, true]);
      expect(shapeOf('screen', { step, saver, lines }).maxFramerate).toBe(5);
    }),
  );
});
