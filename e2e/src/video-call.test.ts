// The main job: a call from the click to the other's own picture and voice, and its controls.
import { expect } from 'vitest';
import type { Locator } from 'playwright-core';
import { connect } from './talk.ts';
import type { Person } from './person.ts';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

// S9 says 1 s; three times that keeps a busy machine from failing it.
const SOON = 3000;

scene('[S6] a video call brings each the right picture and the right sound', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await alice.call(bob);
  await alice.sees(alice.callStatus(bob, 'Ringing…'));
  await bob.accept(alice);
  await alice.seesPictureOf(bob);
  await bob.seesPictureOf(alice);
  expect(await alice.matchesPicture('Your video', alice.picture)).toBe('match');
  await alice.seesMotionOf(bob);
  await bob.seesMotionOf(alice);
  await alice.hears(bob);
  await bob.hears(alice);
  const [alices, bobs] = [await safetyCode(alice), await safetyCode(bob)];
  expect(alices).toHaveLength(7);
  expect(bobs).toEqual(alices);
});

/** What the person is shown to compare. */
async function safetyCode(person: Person): Promise<readonly string[]> {
  await person.button('Safety check').click();
  const symbols = person.page.getByRole('dialog', { name: 'Safety check' }).getByRole('listitem');
  await person.sees(symbols.last());
  const shown = await symbols.allTextContents();
  await person.button('Done').click();
  return shown;
}

scene(
  '[S7] the caller’s camera is on while it rings, the callee’s opens with Accept and not before',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await alice.call(bob);
    await bob.sees(bob.incoming(alice));
    await expect
      .poll(() => alice.matchesPicture('Your video', alice.picture), { timeout: 10_000 })
      .toBe('match');
    await alice.sees(alice.callStatus(bob, 'Ringing…'));
    // The media connection is ready by now where it is made ahead; still nothing of anybody is shown or open.
    await expect
      .poll(() => bob.page.evaluate(() => globalThis.parleyProbe.peers().made), { timeout: 10_000 })
      .toBe(1);
    expect(await bob.devicesOn()).toEqual([]);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.asks())).toBe(0);
    expect(await bob.matchesPicture(`${alice.account}'s video`, alice.picture)).not.toBe('match');
    await bob.seesNo(bob.callWith(alice));
    // Nor does a key that works in a call open anything.
    await bob.page.keyboard.press('v');
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.asks())).toBe(0);
    await bob.accept(alice);
    await bob.seesPictureOf(alice);
    await expect.poll(async () => (await bob.devicesOn()).toSorted()).toEqual(['audio', 'video']);
  },
);

scene(
  '[S6] a voice call carries sound and opens no camera; a camera can be turned on in it',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob, 'voice');
    await bob.hears(alice);
    expect(await alice.devicesOn()).toEqual(['audio']);
    expect(await bob.devicesOn()).toEqual(['audio']);
    await alice.press('Turn camera on');
    await bob.seesPictureOf(alice);
    await alice.sees(alice.page.getByText(`${bob.account}'s camera is off`));
  },
);

scene(
  '[S8] mute and camera off are seen and heard on the other side at once, and can be undone',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);

    await alice.press('Mute microphone');
    await bob.sees(bob.page.getByText(`${alice.account} is muted`).first(), SOON);
    await bob.hearsNothingFrom(alice);
    await alice.press('Unmute microphone');
    await bob.seesNo(bob.page.getByText(`${alice.account} is muted`).first(), SOON);
    await bob.hears(alice);

    await alice.press('Turn camera off');
    await bob.sees(bob.page.getByText(`${alice.account}'s camera is off`).first(), SOON);
    await expect.poll(() => alice.devicesOn(), { timeout: SOON }).toEqual(['audio']);
    await alice.press('Turn camera on');
    await bob.seesNo(bob.page.getByText(`${alice.account}'s camera is off`).first(), SOON);
    await bob.seesPictureOf(alice);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers())).toEqual({ open: 1, made: 1 });
  },
);

scene('[I14] a storm of toggles ends in the state that the last click chose', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob);
  await alice.press('Turn camera off');
  await alice.press('Turn camera on');
  await alice.press('Turn camera off');
  await alice.press('Turn camera on');
  await alice.press('Mute microphone');
  await alice.press('Unmute microphone');
  await alice.press('Mute microphone');
  await bob.sees(bob.page.getByText(`${alice.account} is muted`).first());
  await bob.seesNo(bob.page.getByText(`${alice.account}'s camera is off`).first());
  await bob.seesPictureOf(alice);
  await bob.hearsNothingFrom(alice);
  expect((await alice.devicesOn()).filter((kind) => kind === 'video')).toEqual(['video']);
});

scene('[S11] a click or Enter on the small picture swaps the two', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob);
  const area = async (video: Locator): Promise<number> => {
    const box = await video.boundingBox();
    return box ? box.width * box.height : 0;
  };
  const theirs = alice.page.locator(`video[aria-label="${bob.account}'s video"]`);
  const own = alice.page.locator('video[aria-label="Your video"]');
  const theirsIsLarge = async (): Promise<boolean> => (await area(theirs)) > 2 * (await area(own));
  const ownIsLarge = async (): Promise<boolean> => (await area(own)) > 2 * (await area(theirs));

  await expect.poll(theirsIsLarge).toBe(true);
  await alice.press('Swap pictures');
  await expect.poll(ownIsLarge, { timeout: SOON }).toBe(true);
  await alice.button('Swap pictures').focus();
  await alice.page.keyboard.press('Enter');
  await expect.poll(theirsIsLarge, { timeout: SOON }).toBe(true);
  await alice.seesPictureOf(bob);
});

scene(
  '[S9] the caller hangs up: both sides are told, all devices are off, and the next call works',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    await alice.hangUp();
    await alice.devicesAreOff();
    await bob.callIsOver(/ended|hung up/i, SOON);
    await bob.devicesAreOff();
    await alice.callIsOver(/ended|hung up/i, SOON);
    expect(await alice.page.evaluate(() => globalThis.parleyProbe.peers().open)).toBe(0);
    expect(await bob.page.evaluate(() => globalThis.parleyProbe.peers().open)).toBe(0);

    await connect(bob, alice);
    await alice.hangUp();
    await bob.callIsOver(/ended|hung up/i, SOON);
    await bob.devicesAreOff();
  },
);

scene('[S9] the callee hangs up: both sides are told and all devices are off', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.person('bob');
  await connect(alice, bob);
  await bob.hangUp();
  await bob.devicesAreOff();
  await alice.callIsOver(/ended|hung up/i, SOON);
  await alice.devicesAreOff();
});

/** No screen of this machine makes a sound: the one that is shared next is given a tone of so many Hz. */
function playOnScreen(frequency: number): void {
  const devices = navigator.mediaDevices;
  const getDisplayMedia = devices.getDisplayMedia.bind(devices);
  devices.getDisplayMedia = async (options) => {
    const stream = await getDisplayMedia(options);
    const audio = new AudioContext();
    const tone = new OscillatorNode(audio, { frequency });
    const output = audio.createMediaStreamDestination();
    tone.connect(output);
    tone.start();
    for (const old of stream.getAudioTracks()) {
      old.stop();
      stream.removeTrack(old);
    }
    for (const track of output.stream.getAudioTracks()) stream.addTrack(track);
    return stream;
  };
}

scene(
  '[S8] [C41] a shared screen arrives on the other side with its sound, and ends with Stop sharing',
  async (stage) => {
    const alice = await stage.person('alice');
    const bob = await stage.person('bob');
    await connect(alice, bob);
    const videos = bob.callWith(alice).locator('video');
    const before = await videos.count();
    await alice.page.evaluate(playOnScreen, 2_000);
    await alice.press('Share screen');
    await alice.sees(alice.button('Stop sharing'));
    await expect.poll(() => videos.count(), { timeout: 10_000 }).toBeGreaterThan(before);
    await bob.seesPictureOf(alice);
    const label = `${alice.account}'s screen`;
    const heard = () => bob.page.evaluate((name) => globalThis.parleyProbe.listen(name, 600), label);
    await expect
      .poll(heard, { timeout: 10_000 })
      .toMatchObject({ audible: true, frequency: expect.closeTo(2_000, -2) });
    await alice.press('Stop sharing');
    await alice.sees(alice.button('Share screen'));
    await expect.poll(() => videos.count(), { timeout: 10_000 }).toBe(before);
    expect((await alice.devicesOn()).toSorted()).toEqual(['audio', 'video']);
  },
);
