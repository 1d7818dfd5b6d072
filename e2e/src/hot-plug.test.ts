// Real microphones, as far as the browser can tell, that are plugged in and out in the middle of a call.
import { afterAll, beforeAll, test } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { TONES } from './fake-microphone.ts';
import { Person } from './person.ts';
import { startSoundServer, type SoundServer } from './sound-server.ts';
import { openTheatre } from './theatre.ts';

const missing = missingTools('pulseaudio', 'pactl');
const [HEADSET, DESK] = [TONES[2], TONES[3]];

if (missing) test.skip(missing);
else hotPlug();

function hotPlug(): void {
  let sound: SoundServer | undefined;
  const scene = openTheatre();
  beforeAll(async () => {
    sound = await startSoundServer();
  });
  afterAll(() => sound?.close());

  scene('[S13] a microphone that is unplugged, plugged in, and changed for another', async (stage) => {
    if (!sound) throw new Error('there is no sound server');
    const headset = await sound.plug('headset', HEADSET);
    await headset.prefer();
    const page = await stage.person('alice', { devices: 'none', special: { env: sound.env } });
    const alice = speakingBy(page, HEADSET);
    const bob = await stage.person('bob');

    await bob.call(alice, 'voice');
    await alice.accept(bob, 'voice');
    await bob.hears(alice);

    await headset.unplug();
    await tellsOfChanges(alice);
    const card = alice.callWith(bob).getByText(/microphone was unplugged/);
    await alice.sees(card);
    await bob.sees(bob.callStatus(alice, `${alice.account} is muted`));
    await alice.hears(bob);

    const back = await sound.plug('headset', HEADSET);
    await back.prefer();
    await alice.seesNo(card);
    await bob.seesNo(bob.callStatus(alice, `${alice.account} is muted`));
    await bob.hears(alice);

    const desk = await sound.plug('desk', DESK);
    await desk.prefer();
    await bob.hears(speakingBy(alice, DESK));
    await desk.unplug();
    await bob.hears(alice);

    // Chosen, it need not be the system's default; unplugged, that stands in for it.
    const chosen = await sound.plug('desk', DESK);
    await tellsOfChanges(alice);
    await alice.press('Choose microphone and speaker');
    await alice.page.getByLabel('Microphone', { exact: true }).selectOption('desk');
    await bob.hears(speakingBy(alice, DESK));
    await chosen.unplug();
    await tellsOfChanges(alice);
    await bob.hears(alice);

    await alice.hangUp();
    await bob.callIsOver(/ended/i);
    await alice.devicesAreOff();
  });
}

function speakingBy({ account, page, context, picture }: Person, tone: number): Person {
  return new Person({ account, page, context, picture, tone });
}

/** Without udev Chromium looks for changes, and tells the page of them, only when asked for its devices. */
async function tellsOfChanges({ page }: Person): Promise<void> {
  await page.evaluate(async () => void (await navigator.mediaDevices.enumerateDevices()));
}
