// The client's own words: in notices, in the tray, in its own page.
import type { Notice, Presence } from '../shell.ts';
import type { Told } from './client-state.ts';

type Media = 'voice' | 'video';

export const WORDS = {
  ring: (from: string, media: Media): Notice => ({
    title: `Incoming ${media} call from ${from}`,
    body: 'It rings.',
    actions: [
      { name: 'show', label: 'Show' },
      { name: 'accept', label: 'Accept' },
      { name: 'decline', label: 'Decline' },
    ],
    urgent: true,
  }),
  text: (from: string, text: string): Notice => ({
    title: from,
    body: text.length > 200 ? `${text.slice(0, 199)}…` : text,
    actions: [{ name: 'show', label: 'Open' }],
    urgent: false,
  }),
  told: (told: Told): Notice => {
    switch (told.what) {
      case 'missed':
        return notice(`Missed ${told.media} call from ${told.from}`, '', 'Open');
      case 'displaced':
        return notice(
          'Signed in elsewhere',
          'Parley does not ring here until you sign in here again.',
          'Sign in here',
        );
      case 'signed-out':
        return notice('Signed out', 'Parley does not ring here until you sign in again.', 'Sign in');
      case 'still-here':
        return notice(
          'Parley goes on in the background',
          'It rings when somebody calls. To end it, use its icon, or start it with --quit.',
          'Open',
        );
      default:
        return told satisfies never;
    }
  },
  newServer: (server: string): string =>
    `A link asks for ${server}, which you have not used here. Connect only if you trust who gave it to you.`,
  inCall: (server: string): Notice =>
    notice('You are in a call', `Hang up first, and then go to ${server}.`, 'OK'),
  update: (version: string): Notice =>
    notice(`Parley ${version} is there`, 'Your server has a newer version of this program.', 'Get it'),
  presence: {
    offline: 'Not signed in',
    connecting: 'Connecting…',
    online: 'Online',
    'in-call': 'In a call',
  } satisfies Record<Presence, string>,
  displaced: 'Signed in elsewhere',
  outdated: 'Too old for its server',
  unread: (count: number): string => (count === 1 ? '1 unread' : `${count} unread`),
  callWith: (other: string): string => `In a call with ${other}`,
  ringing: (other: string): string => `${other} calls`,
  menu: {
    open: 'Open Parley',
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    'hang-up': 'Hang up',
    autostart: 'Start with the computer',
    servers: 'Servers…',
    quit: 'Quit',
  },
} as const;

function notice(title: string, body: string, label: string): Notice {
  return { title, body, actions: [{ name: 'show', label }], urgent: false };
}
