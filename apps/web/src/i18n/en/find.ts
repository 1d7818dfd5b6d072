// English words about searching in a conversation.
import { plural } from './formats.ts';

export const find = {
  open: 'Search in conversation',
  field: 'Search in this conversation',
  earlier: 'Earlier match',
  later: 'Later match',
  close: 'Close search',
  none: 'No matches',
  at: (n: number, all: number): string =>
    plural(all, { one: `${n} of ${all} match`, other: `${n} of ${all} matches` }),
  further: 'Search earlier messages',
  searching: 'Searching earlier messages…',
};
