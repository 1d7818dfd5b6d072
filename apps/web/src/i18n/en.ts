// Every English word on the screen. The names that PRODUCT.md fixes are tests' interface too: keep them exactly.
import { assertNever } from '../model/assert-never.ts';
import type { CallMedia, DeviceProblem, EndReason, ErrorCode } from '@parley/client';
import { clockLength, spokenLength } from './durations.ts';

/** What a finished call was, for its line in the conversation and the card after it. */
export interface CallOutcome {
  with: string;
  media: CallMedia;
  direction: 'outgoing' | 'incoming';
  reason: EndReason;
  /** Ms for which the two could talk. */
  duration: number;
  by: 'self' | 'other' | 'nobody';
}

export type BrowserFamily = 'chromium' | 'firefox' | 'safari' | 'ios' | 'android';

export const en = {
  product: 'Parley',
  signIn: {
    tagline: 'See who is there, click, talk.',
    form: 'Sign in to Parley',
    account: 'Account',
    anotherName: 'Another name',
    password: 'Password',
    show: 'Show',
    hide: 'Hide',
    server: 'Server',
    submit: 'Sign in',
    submitting: 'Signing in…',
    firstUse: 'New here? Signing in with a free name makes it yours, with the password you choose.',
    leaving: (host: string): string => `You will continue on ${host}.`,
    malformedServer: 'That is not a server address. It looks like https://parley.example.',
    signedOut: 'You have been signed out.',
    signOutUnheard:
      'Signed out here, but the server could not be told. Close the browser on a shared computer.',
    appUnavailable: 'The app could not be loaded. Check your connection and try again.',
    tooManyAttempts: (seconds: number): string => `Too many attempts. Try again in ${seconds} s.`,
    failure: {
      'wrong-password': 'Wrong account or password.',
      'too-many-attempts': 'Too many attempts. Wait a moment and try again.',
      'account-invalid':
        'This account name will not do. Use 1 to 32 letters, digits, dots, dashes or underscores, from one alphabet.',
      'password-invalid': 'The password needs at least 8 characters.',
      'registration-closed': 'This server takes no new accounts. Ask the person who runs it for one.',
      'account-banned': 'This account is blocked. Ask the person who runs the server.',
      'server-busy': 'The server is busy. Try again in a moment.',
      'server-full': 'The server is full. Try again later.',
      'rate-limited': 'Too many attempts. Wait a moment and try again.',
      offline: 'The server cannot be reached. Check your connection and try again.',
      timeout: 'The server did not answer in time. Try again.',
      'unsupported-version': 'This page is older than the server. Reload it and try again.',
      'bad-message': 'The server did not accept that. Check the account and the password.',
    } as Partial<Record<ErrorCode, string>>,
    unexpected: 'Something went wrong on the server. Try again in a moment.',
  },
  connection: {
    connecting: 'Connecting…',
    connected: 'Connected',
    reconnecting: 'Reconnecting…',
    offline: 'Offline',
  },
  people: {
    label: 'People',
    search: 'Search people',
    clearSearch: 'Clear search',
    recent: 'Recent',
    online: 'online',
    offline: 'offline',
    person: (name: string, online: boolean, unread: number): string =>
      `${name}, ${online ? 'online' : 'offline'}${unread > 0 ? `, ${unread} unread` : ''}`,
    missed: 'Missed call',
    count: (n: number): string => `${n} online`,
    nobody: 'Nobody else is online',
    noMatch: (query: string): string => `Nobody online is called “${query}”.`,
    signOut: 'Sign out',
    you: 'You',
  },
  invite: {
    title: 'Nobody else is here yet',
    text: 'Open this address on another device or send it to someone. Once they sign in, they appear here.',
    thisComputerOnly: 'This address works on this computer only.',
    copy: 'Copy address',
    copied: 'Copied',
  },
  ringPrompt: {
    text: 'Ring me when this tab is in the background',
    allow: 'Allow',
    notNow: 'Not now',
  },
  conversation: {
    choose: 'Choose a person to talk to',
    chooseText: 'Write, or call them with one click.',
    log: (name: string): string => `Conversation with ${name}`,
    begin: (name: string): string => `This is the beginning of your conversation with ${name}.`,
    notKept: 'Texts are not kept on the server. They are gone when you sign out.',
    message: 'Message',
    placeholder: (name: string): string => `Message ${name}`,
    send: 'Send',
    videoCall: 'Video call',
    voiceCall: 'Voice call',
    back: 'Back to people',
    backToCall: 'Back to the call',
    empty: 'Write something first',
    tooLong: 'That is too long for one message. Shorten it or send it in parts.',
    failedToSend: 'That could not be sent. Try again.',
    typing: (name: string): string => `${name} is typing…`,
    wentOffline: (name: string): string => `${name} went offline`,
    cameOnline: (name: string): string => `${name} is back online`,
    latest: 'Jump to the latest',
    today: 'Today',
    yesterday: 'Yesterday',
    state: { sending: 'Sending…', sent: 'Sent', delivered: 'Delivered', failed: 'Not delivered' },
    retry: 'Retry',
    alreadyInCall: (name: string): string => `You are in a call with ${name}. Hang up first.`,
  },
  call: {
    region: (name: string): string => `Call with ${name}`,
    incoming: (media: CallMedia, name: string): string => `Incoming ${media} call from ${name}`,
    incomingShort: (media: CallMedia): string => `Incoming ${media} call`,
    accept: 'Accept',
    // Not "Accept without camera": a name that contains `Accept` would make that one ambiguous.
    answerWithoutCamera: 'Answer without camera',
    decline: 'Decline',
    calling: 'Calling…',
    ringing: 'Ringing…',
    connecting: 'Connecting…',
    reconnecting: 'Reconnecting…',
    hangUp: 'Hang up',
    theirVideo: (name: string): string => `${name}'s video`,
    theirScreen: (name: string): string => `${name}'s screen`,
    yourVideo: 'Your video',
    swap: 'Swap pictures',
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
    share: 'Share screen',
    stopSharing: 'Stop sharing',
    chat: 'Chat',
    closeChat: 'Close chat',
    short: { mute: 'Mute', unmute: 'Unmute', camera: 'Camera', share: 'Share', stop: 'Stop', chat: 'Chat' },
    minimise: 'Make the call small',
    returnTo: 'Return to call',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    pictureInPicture: 'Picture in picture',
    shortcut: (name: string, key: string): string => `${name} (${key})`,
    tapToHear: 'Tap to hear',
    theirCameraOff: (name: string): string => `${name}'s camera is off`,
    theyAreMuted: (name: string): string => `${name} is muted`,
    theyShare: (name: string): string => `${name} is sharing their screen`,
    youShare: 'You are sharing your screen',
    again: 'Call again',
    callBack: 'Call back',
    close: 'Close',
    dismiss: 'Dismiss',
    duration: 'Duration',
  },
  ended: { sentence: endSentence, detail: endDetail, line: callLine },
  problem,
  closed: {
    displacedTitle: 'Signed in elsewhere',
    displacedText: (account: string): string =>
      `${account} has just signed in on another page or device, so this one is disconnected.`,
    signInHere: 'Sign in here',
    outdatedTitle: 'Parley has been updated',
    outdatedText: 'Reload the page to go on with the new version.',
    reload: 'Reload',
    brokenTitle: 'The connection was closed',
    brokenText: 'Something unexpected happened between this page and the server.',
    reconnect: 'Reconnect',
  },
  title: {
    unread: (n: number): string => `(${n}) Parley`,
    incoming: (media: CallMedia, name: string): string =>
      `${media === 'video' ? 'Video' : 'Voice'} call from ${name}`,
  },
};

function endSentence(call: CallOutcome): string {
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return call.direction === 'incoming' ? 'You declined the call' : `${call.with} declined`;
    case 'busy':
      return `${call.with} is busy`;
    case 'no-answer':
      return missed ? `Missed ${call.media} call from ${call.with}` : 'No answer';
    case 'cancelled':
      return missed ? `Missed ${call.media} call from ${call.with}` : 'Call cancelled';
    case 'unavailable':
      return `${call.with} is not online`;
    case 'answered-elsewhere':
      return 'Answered on another device';
    case 'displaced':
      return call.by === 'self'
        ? 'The call ended: you signed in elsewhere'
        : `${call.with} signed in elsewhere`;
    case 'hung-up':
      return call.duration > 0 ? `Call ended · ${clockLength(call.duration)}` : 'Call ended';
    case 'connection-lost':
      return call.duration > 0
        ? `The connection was lost · ${clockLength(call.duration)}`
        : 'The connection was lost';
    case 'media-failed':
      return 'The call could not connect';
    case 'blocked':
      return `${call.with} cannot be called`;
    default:
      return assertNever(call.reason);
  }
}

/** What to do about it, where a person can do something. */
function endDetail(call: CallOutcome): string | undefined {
  if (call.direction === 'incoming' && call.duration === 0 && call.reason !== 'media-failed')
    return undefined;
  switch (call.reason) {
    case 'busy':
      return 'They are in another call. Try again later, or leave a message.';
    case 'unavailable':
      return 'They can be called as soon as they appear among the people.';
    case 'media-failed':
      return (
        'Sound and picture found no way between the two networks. Try another network; ' +
        'the person who runs this server can set up a relay.'
      );
    case 'connection-lost':
      return call.by === 'self'
        ? 'Your line was interrupted for too long.'
        : `${call.with}'s line was interrupted.`;
    case 'declined':
    case 'no-answer':
    case 'cancelled':
    case 'answered-elsewhere':
    case 'displaced':
    case 'hung-up':
    case 'blocked':
      return undefined;
    default:
      return assertNever(call.reason);
  }
}

/** The line that stays in the conversation. */
function callLine(call: CallOutcome): string {
  const kind = call.media === 'video' ? 'Video call' : 'Voice call';
  const length = call.duration > 0 ? `, ${spokenLength(call.duration)}` : '';
  const missed = call.direction === 'incoming' && call.duration === 0;
  switch (call.reason) {
    case 'declined':
      return `${kind}, declined`;
    case 'busy':
      return missed ? `Missed ${call.media} call` : `${kind}, busy`;
    case 'no-answer':
    case 'cancelled':
      if (missed) return `Missed ${call.media} call`;
      return `${kind}, ${call.reason === 'cancelled' ? 'cancelled' : 'no answer'}`;
    case 'unavailable':
      return `${kind}, not online`;
    case 'answered-elsewhere':
      return `${kind}, answered on another device`;
    case 'hung-up':
      return `${kind}${length}`;
    case 'displaced':
      return `${kind}${length}, signed in elsewhere`;
    case 'connection-lost':
      return `${kind}${length}, connection lost`;
    case 'media-failed':
      return `${kind}, could not connect`;
    case 'blocked':
      return `${kind}, not possible`;
    default:
      return assertNever(call.reason);
  }
}

/** What is missing from a call, what the other notices of it, and how to get it back. */
function problem({ device, kind }: DeviceProblem, other: string, browser: BrowserFamily): string {
  const effect = device === 'camera' ? `${other} can't see you` : `${other} can't hear you`;
  if (device === 'screen') {
    return kind === 'denied'
      ? 'Your screen is not shared.'
      : 'Your screen could not be shared in this browser.';
  }
  switch (kind) {
    case 'missing':
      return `No ${device} was found, so ${effect}. Plug one in and turn it on here.`;
    case 'denied':
      return `Your ${device} is blocked for this page, so ${effect}. ${allowHint(device, browser)}`;
    case 'in-use':
      return `Your ${device} is used by another program, so ${effect}. Close that program and turn it on here.`;
    case 'insecure':
      return `Browsers give a ${device} only to secure pages, so ${effect}. Open Parley by its https:// address.`;
    case 'failed':
      return `Your ${device} could not be started, so ${effect}. Turn it on here to try again.`;
    default:
      return assertNever(kind);
  }
}

function allowHint(device: 'camera' | 'microphone', browser: BrowserFamily): string {
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
