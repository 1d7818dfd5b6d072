// The words about what is done with texts that were sent: answers, edits, reactions.
import { plural } from './formats.ts';

export const talk = {
  toolbar: 'What to do with this message',
  fileToolbar: 'What to do with this file',
  react: 'React',
  reactWith: (emoji: string): string => `React with ${emoji}`,
  moreEmoji: 'More emoji',
  reply: 'Reply',
  more: 'More',
  edit: 'Edit',
  copy: 'Copy',
  copyFailed: 'The browser does not allow copying here.',
  remove: 'Delete…',
  /** In a bubble, after its words. */
  edited: 'edited',
  deleted: 'This message was deleted',
  deletedOwn: 'You deleted this message',
  deletion: {
    title: 'Delete this message?',
    text: (name: string): string =>
      `It disappears for you and for ${name}, unless they have saved it elsewhere.`,
    confirm: 'Delete for both',
    keep: 'Keep it',
  },
  seen: 'Seen',
  editing: 'Editing your message',
  /** Over the field, before the words that are answered. */
  replyingTo: (name: string): string => `Replying to ${name}`,
  replyingToSelf: 'Replying to yourself',
  stopEditing: 'Stop editing',
  stopReplying: 'Do not reply to it',
  save: 'Save',
  you: 'You',
  quoteGone: 'A message that is not here any more',
  fileGone: 'A file that is not here any more',
  quoteDeleted: 'A deleted message',
  goToQuoted: 'Go to the message',
  goToFile: 'Go to the file',
  reactions: {
    own: (emoji: string): string => `${emoji}, you`,
    other: (emoji: string, name: string): string => `${emoji}, ${name}`,
    both: (emoji: string, name: string): string => `${emoji} 2, ${name} and you`,
  },
  notChanged: 'That could not be done: they are not online. Try again when they are.',
  notLoaded: 'That could not be loaded. Check your connection and try again.',
  newTexts: 'New',
  latest: (n: number): string =>
    plural(n, { one: `Jump to the latest, ${n} new`, other: `Jump to the latest, ${n} new` }),
  news: {
    edited: (name: string, words: string): string => `${name} edited a message: ${words}`,
    deleted: (name: string): string => `${name} deleted a message`,
    reacted: (name: string, emoji: string, words: string): string =>
      `${name} reacted with ${emoji} to: ${words}`,
    discarded: 'Message deleted',
  },
  seenSetting: 'Tell others when I have read their messages',
  seenSettingText: 'And see when they have read mine: with this off, neither is told. Takes effect at once.',
};

export const emoji = {
  open: 'Emoji',
  search: 'Search emoji',
  found: 'Results',
  none: 'No emoji found',
  recent: 'Recently used',
  groups: {
    faces: 'Faces',
    people: 'People and gestures',
    nature: 'Animals and nature',
    food: 'Food and drink',
    places: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols and flags',
  },
  flag: (land: string): string => `Flag: ${land}`,
  tone: 'Skin tone',
  tones: {
    none: 'Default skin tone',
    light: 'Light skin tone',
    mediumLight: 'Medium-light skin tone',
    medium: 'Medium skin tone',
    mediumDark: 'Medium-dark skin tone',
    dark: 'Dark skin tone',
  },
};
