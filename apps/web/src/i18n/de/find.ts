// German words about searching in a conversation.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

export const find: AppStrings['find'] = {
  open: 'Im Gespräch suchen',
  field: 'In diesem Gespräch suchen',
  earlier: 'Früherer Treffer',
  later: 'Späterer Treffer',
  close: 'Suche schließen',
  none: 'Keine Treffer',
  at: (n, all) => plural(all, { one: `${n} von ${all} Treffer`, other: `${n} von ${all} Treffern` }),
  further: 'Frühere Nachrichten durchsuchen',
  searching: 'Frühere Nachrichten werden durchsucht …',
};
