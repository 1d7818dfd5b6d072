// English words about what was said before: kept or not, where, and how it is found.
import { plural } from './formats.ts';

const days = (n: number): string => plural(n, { one: `${n} day`, other: `${n} days` });

export const history = {
  keep: 'Keep conversations on this device',
  keepText:
    'What you write and read stays in this browser for up to 90 days, also when you sign out. Whoever uses this browser profile can read it, so leave it off on a shared computer. Turning it off deletes what is kept.',
  serverKeeps: (n: number): string =>
    `This server keeps conversations for ${days(n)}. Whoever runs it can read them.`,
  clear: 'Delete what is kept',
  clearText: 'Delete all conversations that are kept on this device?',
  clearNow: 'Delete',
  clearNot: 'Cancel',
  cleared: 'Nothing is kept on this device now.',
  problem: {
    full: 'This device has no room left, so new messages are not kept. Free some space, or delete what is kept.',
    failed: 'This browser could not keep or delete conversations. In a private window it never does.',
  },
  onServer: (n: number): string => `This server keeps conversations for ${days(n)}. Files are not kept.`,
  onServerOlder: (n: number): string => `Messages older than ${days(n)} are not kept. Files are not kept.`,
  onDevice: 'Messages are kept on this device for up to 90 days, and not on the server. Files are not kept.',
  more: 'Show earlier messages',
  loading: 'Loading earlier messages…',
  notLoaded: 'Earlier messages could not be loaded.',
  again: 'Try again',
  serverFull: "Not delivered: the server's disk is full",
};
