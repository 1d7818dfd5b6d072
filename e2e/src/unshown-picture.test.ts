// Pictures that are decoded and not shown, as browsers at times do: the call gets another connection, from either side.
import { expect } from 'vitest';
import type { Person } from './person.ts';
import { connect } from './talk.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

/** The page counts no more frames until it has made its next connection. */
function standStill({ page }: Person): Promise<void> {
  return page.evaluate(() => {
    const { made } = globalThis.parleyProbe.peers();
    const count: (this: HTMLVideoElement) => VideoPlaybackQuality = Reflect.get(
      HTMLVideoElement.prototype,
      'getVideoPlaybackQuality',
    );
    HTMLVideoElement.prototype.getVideoPlaybackQuality = function counted(this: HTMLVideoElement) {
      const { creationTime, corruptedVideoFrames, droppedVideoFrames, totalVideoFrames } = count.call(this);
      const isStill = globalThis.parleyProbe.peers().made === made;
      const same = { creationTime, corruptedVideoFrames, droppedVideoFrames };
      return { ...same, totalVideoFrames: isStill ? 7 : totalVideoFrames };
    };
  });
}

function connections({ page }: Person): Promise<{ open: number; made: number }> {
  return page.evaluate(() => globalThis.parleyProbe.peers());
}

scene(
  '[S7] [C10] a picture that is not shown comes by another connection, whoever misses it',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    for (const missing of [[alice], [bob], [alice, bob]]) {
      const before = await Promise.all([alice, bob].map(connections));
      await Promise.all(missing.map(standStill));
      for (const [index, person] of [alice, bob].entries()) {
        const made = async (): Promise<number> => (await connections(person)).made;
        await expect.poll(made, { timeout: 15_000 }).toBeGreaterThan(before[index]?.made ?? 0);
      }
      for (const [person, other] of [
        [alice, bob],
        [bob, alice],
      ] as const) {
        await person.seesPictureOf(other);
        await person.seesMotionOf(other);
        await person.hears(other);
        expect(await connections(person)).toMatchObject({ open: 1 });
      }
    }
  },
);
