// The words of the signed-in app; what has many of its own has a file of its own. The names that PRODUCT.md fixes are tests'
// interface too: keep them exactly.
import type { CallMedia, PresenceStatus } from '@parley/client';
import { callLine, endDetail, endSentence } from './calls.ts';
import { push } from './push.ts';
import { desktop } from './desktop.ts';
import { devices, problem } from './devices.ts';
import { downloads } from './downloads.ts';
import { failure } from './failure.ts';
import { files } from './files.ts';
import { manners } from './manners.ts';
import { stage } from './stage.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { status } from './status.ts';
import { line } from './line.ts';
import { safety } from './safety.ts';
import { emoji, talk } from './talk.ts';

export const app = {
  push,
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
    person: (name: string, online: boolean, unread: number, status?: PresenceStatus): string => {
      const away = status === 'away' && ', away';
      const quiet = status === 'do-not-disturb' && ', do not disturb';
      const presence = `${online ? 'online' : 'offline'}${away || quiet || ''}`;
      return `${name}, ${presence}${unread > 0 ? `, ${unread} unread` : ''}`;
    },
    count: (n: number): string => `${n} online`,
    nobody: 'Nobody else is online',
    noMatch: (query: string): string => `Nobody online is called “${query}”.`,
    signOut: 'Sign out',
    you: 'You',
  },
  settings: {
    title: 'Settings',
    saveData: 'Use less data',
    saveDataText:
      'Calls send and receive small pictures: about 2.5 MB a minute each way, instead of up to 19. Sound stays as it is.',
    relayOnly: 'Hide my network address',
    relayOnlyText:
      "Calls go through this server's relay, so that the other side does not learn your address. " +
      'Where the server has no relay, calls cannot connect.',
    done: 'Done',
  },
  manners,
  stage,
  status,
  invite: {
    title: 'Nobody else is here yet',
    text: 'Open this address on another device or send it to someone. Once they sign in, they appear here.',
    thisComputerOnly: 'This address works on this computer only.',
    copy: 'Copy address',
    copied: 'Copied',
  },
  ringPrompt: {
    text: 'Ring me when this page is in the background?',
    allow: 'Allow',
    notNow: 'Not now',
  },
  conversation: {
    choose: 'Choose a person to talk to',
    chooseText: 'Write, or call them with one click.',
    log: (name: string): string => `Conversation with ${name}`,
    begin: (name: string): string => `This is the beginning of your conversation with ${name}.`,
    notKept: 'Messages and files are not kept on the server. They are gone when you sign out.',
    message: 'Message',
    placeholder: (name: string): string => `Message ${name}`,
    send: 'Send',
    videoCall: 'Video call',
    voiceCall: 'Voice call',
    back: 'Back to people',
    backToCall: 'Back to the call',
    empty: 'Write something first',
    attach: 'Attach a file',
    dropHere: (name: string): string => `Drop files to send them to ${name}`,
    tooManyFiles: 'At most 10 files at a time. Choose fewer, or wait until some have arrived.',
    folder: "Folders can't be sent. Pack them into a ZIP file first.",
    noFiles: 'This server does not carry files. Ask the person who runs it.',
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
    discard: 'Delete',
    alreadyInCall: (name: string): string => `You are in a call with ${name}. Hang up first.`,
    cannotCall: "This browser can't make calls. A current Chrome, Edge, Firefox or Safari can.",
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
    voiceFirst: 'Voice first: the line is too weak for pictures',
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
    short: {
      mute: 'Mute',
      unmute: 'Unmute',
      camera: 'Camera',
      share: 'Share',
      stop: 'Stop',
      chat: 'Chat',
      hangUp: 'Hang up',
    },
    minimise: 'Make the call small',
    returnTo: 'Return to call',
    fullScreen: 'Full screen',
    leaveFullScreen: 'Leave full screen',
    pictureInPicture: 'Picture in picture',
    shortcut: (name: string, key: string): string => `${name} (${key})`,
    tapToHear: 'Tap to hear',
    tryAgain: 'Try again',
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
  wayBack: {
    region: (name: string): string => `Back to the call with ${name}`,
    sentence: (name: string): string => `You were in a call with ${name}`,
    take: 'Back to the call',
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
  desktop,
  devices,
  downloads,
  failure,
  emoji,
  files,
  find,
  history,
  line,
  safety,
  talk,
};
