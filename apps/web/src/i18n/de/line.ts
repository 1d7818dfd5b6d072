// German words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'Schwache Verbindung: unterwegs geht etwas verloren';
    case 'delay':
      return 'Schwache Verbindung: alles kommt verspätet an';
    case 'silent':
      return 'Schwache Verbindung: gerade kommt nichts an';
    case 'narrow':
    case undefined:
      return 'Schwache Verbindung';
    default:
      return assertNever(trouble);
  }
}

export const line: AppStrings['line'] = {
  good: 'Gute Verbindung',
  weak,
  lost: 'Verbindung verloren: ein anderer Weg wird gesucht',
};
