// German words about the safety check.
import type { AppStrings } from '../strings.ts';

export const safety: AppStrings['safety'] = {
  open: 'Sicherheitsprüfung',
  title: 'Sicherheitsprüfung',
  text: (name) =>
    `Lesen Sie einander diese sieben Bilder vor. Wenn ${name} dieselben in derselben Reihenfolge sieht, hört niemand dazwischen mit: nicht einmal dieser Server könnte es.`,
  symbols: 'Ihre sieben Bilder',
  differ: (name) =>
    `Wenn sie sich unterscheiden, legen Sie auf: Zwischen Ihnen und ${name} sitzt jemand. Sagen Sie es dann der Person, die diesen Server betreibt.`,
  notYet: 'Die Bilder erscheinen, sobald der Anruf verbunden ist.',
  working: 'Werden berechnet …',
  done: 'Fertig',
};
