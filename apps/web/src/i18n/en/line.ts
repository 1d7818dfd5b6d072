// English words about the line between two people in a call: how good it is, and what it suffers from.
import { assertNever, type LineTrouble } from '@parley/client';

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'Weak connection: parts get lost on the way';
    case 'delay':
      return 'Weak connection: everything arrives late';
    case 'silent':
      return 'Weak connection: nothing has come for a moment';
    case 'narrow':
    case undefined:
      return 'Weak connection';
    default:
      return assertNever(trouble);
  }
}

export const line = {
  good: 'Good connection',
  weak,
  lost: 'Connection lost: looking for another way',
};
