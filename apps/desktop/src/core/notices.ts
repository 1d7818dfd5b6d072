// The notices that the client shows, in the words of its language.
import type { Notice } from '../shell.ts';
import type { Words } from '../words/en.ts';
import type { Ring, Told } from './client-state.ts';

/** Characters of a text that stand in its notice. */
const LONGEST = 200;

export function ringNotice({ notice: words }: Words, { from, media }: Pick<Ring, 'from' | 'media'>): Notice {
  return {
    title: words.ring[media](from),
    body: words.ring.text,
    actions: [
      { name: 'show', label: words.show },
      { name: 'accept', label: words.accept },
      { name: 'decline', label: words.decline },
    ],
    urgent: true,
  };
}

export function textNotice({ notice: words }: Words, from: string, text: string): Notice {
  return notice(from, text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text, words.open);
}

export function toldNotice({ notice: words }: Words, told: Told): Notice {
  switch (told.what) {
    case 'missed':
      return notice(words.missed[told.media](told.from), '', words.open);
    case 'displaced':
      return notice(words.displaced.title, words.displaced.text, words.displaced.action);
    case 'signed-out':
      return notice(words.signedOut.title, words.signedOut.text, words.signedOut.action);
    case 'still-here':
      return notice(words.stillHere.title, words.stillHere.text, words.open);
    default:
      return told satisfies never;
  }
}

export function inCallNotice({ notice: words }: Words, server: string): Notice {
  return notice(words.inCall.title, words.inCall.text(server), words.ok);
}

export function updateNotice({ notice: words }: Words, version: string): Notice {
  return notice(words.update.title(version), words.update.text, words.update.action);
}

function notice(title: string, body: string, label: string): Notice {
  return { title, body, actions: [{ name: 'show', label }], urgent: false };
}
