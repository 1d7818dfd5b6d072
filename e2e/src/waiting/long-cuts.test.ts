// Calls over networks that fail for long: some go on afterwards, others have ended by then.
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import { blip, END, LONGER, madeOnce, openLines, SLACK, type Stage } from '../broken-lines.ts';
import type { Person } from '../person.ts';
import { connect } from '../talk.ts';

const scene = openLines('long-cuts.test.ts');

scene(
  '[C12] a call outlives 20 s without a line to anybody, and 22 s without one to the other',
  async (stage) => {
    const { alice, bob, network: net } = stage;
    expect(await blip(stage, 20_000, () => net.isolate(bob.place))).toBeLessThan(LONGER + SLACK);
    await madeOnce(stage);
    await bob.isConnected();
    // Here every restart is answered and none helps, so that another connection takes over.
    expect(await blip(stage, 22_000, () => net.cut(alice.place, bob.place))).toBeLessThan(LONGER + SLACK);
    await alice.hangUp();
    await bob.callIsOver(/ended/i);
  },
  120_000,
);

/** Seconds of the duration that the card after the call shows. */
async function durationAt(person: Person): Promise<number> {
  const text = await person.page
    .getByRole('status')
    .filter({ hasText: /connection was lost/ })
    .first()
    .innerText();
  const [, minutes, seconds] = /(\d+):(\d\d)/.exec(text) ?? [];
  return Number(minutes) * 60 + Number(seconds);
}

type Cut = (stage: Stage) => void;

for (const [what, cut] of [
  ['to everybody', ({ network: net, alice }) => net.isolate(alice.place)],
  ['to the other only', ({ network: net, alice, bob }) => net.cut(alice.place, bob.place)],
] satisfies [string, Cut][])
  scene(
    `[I8] [C12] a line lost ${what} ends the call on both sides within 30 s, with one reason and one duration`,
    async (stage) => {
      const { alice, bob } = stage;
      const start = performance.now();
      cut(stage);
      const over = async (person: Person): Promise<number> => {
        await person.callIsOver(/connection was lost/i, 40_000);
        return Math.round(performance.now() - start);
      };
      const [here, there] = await Promise.all([over(alice), over(bob)]);
      const durations = [await durationAt(alice), await durationAt(bob)] as const;
      console.log(`lost ${what}: over after ${here} and ${there} ms, durations ${durations.join(' and ')} s`);
      expect(here).toBeLessThan(END + SLACK);
      expect(there).toBeLessThan(END + SLACK);
      expect(Math.abs(durations[0] - durations[1])).toBeLessThanOrEqual(2);
      await alice.devicesAreOff();
      // Still cut for a while: what comes back then finds the call over, and calls anew.
      await wait(3_000);
      stage.network.heal();
      await alice.isConnected();
      await bob.sees(bob.entry(alice));
      await wait(1_000);
      for (const person of [alice, bob]) expect(await person.button('Hang up').count()).toBe(0);
      await connect(alice, bob);
    },
    120_000,
  );
