// Starts one Firefox process for one person, with the fake camera and microphone that Firefox itself has.
import { firefox } from 'playwright-core';
import { whereIs } from '../../scripts/debian.mjs';
import { steered, type BrowserProcess } from './browser.ts';
import { openDisplay } from './display.ts';
import { openSpeaker } from './speaker.ts';

/** `tone`: Hz of its microphone. The display is for sharing; nothing is drawn on it. */
export async function launchFirefox(tone: number): Promise<BrowserProcess> {
  const program = whereIs('firefox-esr');
  if (!program) throw new Error("there is no Firefox: install Debian's package firefox-esr");
  const [display, speaker] = await Promise.all([openDisplay(), openSpeaker()]);
  const server = await firefox.launchServer({
    // The Firefox that people have, which is steered over WebDriver BiDi.
    channel: 'moz-firefox',
    executablePath: program,
    headless: true,
    env: { ...process.env, DISPLAY: display.name, PULSE_SERVER: speaker.address },
    firefoxUserPrefs: {
      'media.navigator.streams.fake': true,
      'media.navigator.permission.disabled': true,
      'media.navigator.audio.fake_frequency': tone,
    },
  });
  server.once('close', () => {
    display.close();
    speaker.close();
  });
  return steered(await firefox.connect(server.wsEndpoint()), server);
}
