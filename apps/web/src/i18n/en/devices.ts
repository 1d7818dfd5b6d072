// English sentences about devices: what is missing from a call, what the other notices of it, and how to get it back.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';

type Input = 'camera' | 'microphone';

export function problem(
  { device, kind, name }: DeviceProblem,
  other: string | undefined,
  browser: BrowserFamily,
): string {
  if (device === 'screen') return screenProblem(kind, browser);
  const effect = effectOf(device, other);
  switch (kind) {
    case 'missing':
      return `No ${device} was found, so ${effect}. Plug one in, and it starts by itself.`;
    case 'unplugged':
      return `Your ${device} was unplugged, so ${effect}. Plug it in again, and it starts by itself.`;
    case 'switched':
      return other === undefined
        ? `Your ${device} was unplugged. “${name}” is used instead.`
        : `Your ${device} was unplugged. ${other} now ${device === 'camera' ? 'sees' : 'hears'} you through “${name}”.`;
    case 'stand-in':
      return other === undefined
        ? `The ${device} that you chose is not there. “${name}” is used instead.`
        : `The ${device} that you chose is not there. ${other} now ${device === 'camera' ? 'sees' : 'hears'} you through “${name}”.`;
    case 'kept':
      return name === undefined
        ? `The other ${device} could not be started. The previous one stays in use.`
        : `“${name}” could not be started. The previous ${device} stays in use.`;
    case 'asking':
      return `Waiting for you to allow the ${device}: answer your browser's question. Until then ${effect}.`;
    case 'dismissed':
      return `You have not allowed the ${device} yet, so ${effect}. Try again, and choose Allow when your browser asks.`;
    case 'denied':
      return `Your ${device} is blocked for this page, so ${effect}.`;
    case 'system':
      return `This device keeps its ${device} from your browser, so ${effect}. ${systemHint(device, browser)}`;
    case 'forbidden':
      return `This page may not use a ${device}, so ${effect}. A header of the server or a rule of your organisation forbids it: tell the person who runs it.`;
    case 'muted':
      return `Your ${device} is ${device === 'camera' ? 'turned off' : 'muted'} by the system, so ${effect}. Turn it on there, or by its own switch.`;
    case 'in-use':
      return `Your ${device} is used by another program, so ${effect}. Close that program and try again.`;
    case 'insecure':
      return `Browsers give a ${device} only to secure pages, so ${effect}. Open Parley by its https:// address.`;
    case 'failed':
      return `Your ${device} could not be started, so ${effect}. Unplug it, plug it in, and try again.`;
    default:
      return assertNever(kind);
  }
}

function effectOf(device: Input, other: string | undefined): string {
  if (device === 'camera') return other === undefined ? 'nobody can see you' : `${other} can't see you`;
  return other === undefined ? 'nobody can hear you' : `${other} can't hear you`;
}

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return 'Your screen is not shared.';
  if (kind === 'system' && /^(chromium|edge|firefox|safari)$/.test(browser))
    return "Your screen is not shared: allow this browser to record it in your computer's privacy settings.";
  return kind === 'in-use'
    ? 'That screen or window could not be shared. Choose another one.'
    : 'Your screen could not be shared in this browser.';
}

function systemHint(device: Input, browser: BrowserFamily): string {
  switch (browser) {
    case 'chromium':
    case 'edge':
    case 'firefox':
    case 'safari':
      return `Open your computer's settings, then Privacy, and allow this browser the ${device}.`;
    case 'ios':
    case 'ios-other':
      return `Open the Settings of your device, look for this browser, and turn on ${device === 'camera' ? 'Camera' : 'Microphone'}.`;
    case 'android':
    case 'samsung':
    case 'firefox-android':
      return `Open your device's Settings, then Apps, this browser, Permissions, and allow the ${device}.`;
    default:
      return assertNever(browser);
  }
}

/** How a device is allowed that was refused, step by step, in the words of the browser's own menus. */
export function allowSteps(device: Input, browser: BrowserFamily): readonly string[] {
  const name = device === 'camera' ? 'Camera' : 'Microphone';
  switch (browser) {
    case 'chromium':
      return [
        'Click the icon at the left of the address: two sliders, “View site information”.',
        `Turn on ${name}.`,
      ];
    case 'edge':
      return [
        'Click the padlock at the left of the address, “View site information”.',
        `Under “Permissions for this site”, set ${name} to Allow.`,
      ];
    case 'firefox':
      return [
        `Click the crossed-out ${device} at the left of the address.`,
        'Click the × beside “Blocked” or “Blocked Temporarily”.',
        'Come back here, press Try again, and choose Allow.',
      ];
    case 'safari':
      return [
        'In the menu bar at the top of the screen, choose Safari, then “Settings for” and this site.',
        `Set ${name} to Allow.`,
        'Come back here and press Try again. If nothing happens, reload the page.',
      ];
    case 'ios':
      return [
        'Tap the page icon at the side of the address: aA in older versions of Safari.',
        'Tap “Website Settings”; it may be behind the three dots.',
        `Set ${name} to Allow.`,
        'Come back here and tap Try again. If nothing happens, reload the page.',
      ];
    case 'ios-other':
      return [
        'Open the Settings of your iPhone or iPad, then Apps, and look for this browser.',
        `Turn on ${name}.`,
        'Come back here and tap Try again. If nothing happens, reload the page.',
      ];
    case 'android':
      return [
        'Tap the icon at the left of the address: two sliders.',
        'Tap Permissions.',
        `Turn on ${name}.`,
      ];
    case 'samsung':
      return [
        'Tap the padlock at the left of the address.',
        'Tap Permissions.',
        `Turn on ${name}.`,
        'Come back here and tap Try again.',
      ];
    case 'firefox-android':
      return [
        'Tap the padlock or shield at the left of the address.',
        `Tap “Blocked” beside ${name}, so that it says “Allowed”.`,
        'Come back here and tap Try again.',
      ];
    default:
      return assertNever(browser);
  }
}

/** Words about devices beside the sentences about what is wrong with them. */
export const devices = {
  check: 'Check camera and microphone',
  firstCall: 'Your first call? See and hear yourself first.',
  notNow: 'Not now',
  done: 'Done',
  opening: 'Turning on…',
  private: 'Only you see and hear this.',
  cameraOff: 'Your camera is off',
  picture: 'Your picture',
  notLoaded: 'The check could not be loaded. Look at your connection and try again.',
  inCall: 'There is a call now. Check again when it is over.',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  level: 'Microphone level',
  saySomething: 'Say something: the bar moves with your voice.',
  heard: 'We hear you.',
  silent: 'We hear nothing: is the microphone muted by a switch of its own, or is another one chosen?',
  systemDefault: "This device's default",
  defaultNamed: (name: string): string => `This device's default: ${name}`,
  away: (name: string): string => `${name} (not there)`,
  testSound: 'Play a test sound',
  playing: 'Playing a test sound',
  noTestSound: 'The test sound could not be played there. Choose another speaker.',
  otherSpeaker: 'Choose another speaker…',
  speakerBySystem: 'The sound comes out where your device sends it. Change that in its own sound settings.',
  speakerAway: (name: string): string =>
    `The speaker “${name}” is not there. You now hear through this device's default.`,
  speakerFailed: (name: string): string => `The sound could not be sent to “${name}”. It stays where it was.`,
  cleanSound: 'Take out noise and echo',
  cleanSoundText: 'Turn it off for music.',
  mirror: 'Mirror my picture',
  mirrorText: 'Only you see it that way.',
  blur: 'Blur what is behind me',
  flip: 'Switch to the other camera',
  menu: 'Devices',
  microphoneMenu: 'Choose microphone and speaker',
  cameraMenu: 'Choose camera',
  mutedTalkingKeys: 'You are muted. Press M to unmute, or hold the space bar while you talk.',
  mutedTalkingClick: 'You are muted. Unmute to be heard.',
  mutedTalkingTouch: 'You are muted. Tap Unmute to be heard.',
  /** On the sheet of keys. */
  talkKey: 'Talk while muted, for as long as you hold it',
  spaceBar: 'Space bar',
  talkingByKey: 'You are heard while you hold the space bar.',
  howToAllow: 'How to allow it',
  allowSteps,
};
