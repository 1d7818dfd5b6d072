// English sentences about devices: what is missing from a call, what the other notices of it, and how to get it back.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';

type Input = 'camera' | 'microphone';

export function problem(
  { device, kind, name }: DeviceProblem,
  other: string,
  browser: BrowserFamily,
): string {
  if (device === 'screen') return screenProblem(kind, browser);
  const effect = device === 'camera' ? `${other} can't see you` : `${other} can't hear you`;
  switch (kind) {
    case 'missing':
      return `No ${device} was found, so ${effect}. Plug one in, and it starts by itself.`;
    case 'unplugged':
      return `Your ${device} was unplugged, so ${effect}. Plug it in again, and it starts by itself.`;
    case 'switched':
      return `Your ${device} was unplugged. ${other} ${device === 'camera' ? 'sees' : 'hears'} you by “${name}” now.`;
    case 'asking':
      return `Waiting for you to allow the ${device}: answer your browser's question. Until then ${effect}.`;
    case 'dismissed':
      return `You have not allowed the ${device} yet, so ${effect}. ${askAgainHint(device, browser)}`;
    case 'denied':
      return `Your ${device} is blocked for this page, so ${effect}. ${allowHint(device, browser)}`;
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

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return 'Your screen is not shared.';
  if (kind === 'system' && browser !== 'ios' && browser !== 'android')
    return "Your screen is not shared: allow this browser to record it in your computer's privacy settings.";
  return kind === 'in-use'
    ? 'That screen or window could not be shared. Choose another one.'
    : 'Your screen could not be shared in this browser.';
}

function allowHint(device: Input, browser: BrowserFamily): string {
  switch (browser) {
    case 'chromium':
      return `Click the ${device} sign at the address bar to allow it.`;
    case 'firefox':
      return `Click the crossed-out ${device} in the address bar and remove the block.`;
    case 'safari':
      return `Allow it in Safari's menu under Settings for This Website.`;
    case 'ios':
      return `Allow it under aA in the address bar, in Website Settings.`;
    case 'android':
      return `Tap the sign left of the address, then Permissions, to allow it.`;
    default:
      return assertNever(browser);
  }
}

/** Only Chromium is sure to ask again; the others may remember a no for as long as the page is open. */
function askAgainHint(device: Input, browser: BrowserFamily): string {
  const again = 'Try again, and choose Allow when your browser asks.';
  return browser === 'chromium' || browser === 'android'
    ? again
    : `${again} If it does not ask: ${decapitalise(allowHint(device, browser))}`;
}

function systemHint(device: Input, browser: BrowserFamily): string {
  switch (browser) {
    case 'chromium':
    case 'firefox':
    case 'safari':
      return `Open your computer's settings, then Privacy, and allow this browser the ${device}.`;
    case 'ios':
      return `Open the Settings of your device, look for this browser, and turn on ${device === 'camera' ? 'Camera' : 'Microphone'}.`;
    case 'android':
      return `Open your device's Settings, then Apps, this browser, Permissions, and allow the ${device}.`;
    default:
      return assertNever(browser);
  }
}

function decapitalise(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
