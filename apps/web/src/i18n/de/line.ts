// German words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';
import { lackingOf, type Lacking } from '../lacking.ts';

const CAMERA: Readonly<Record<Lacking, string>> = {
  refused: 'Der Browser dort darf sie nicht benutzen',
  missing: 'Es wurde keine gefunden',
  used: 'Ein anderes Programm benutzt sie',
  broken: 'Sie ließ sich nicht starten',
};

const MICROPHONE: Readonly<Record<Lacking, string>> = {
  refused: 'Der Browser dort darf das Mikrofon nicht benutzen',
  missing: 'Es wurde kein Mikrofon gefunden',
  used: 'Ein anderes Programm benutzt das Mikrofon',
  broken: 'Das Mikrofon ließ sich nicht starten',
};

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'Schwache Verbindung: Unterwegs geht etwas verloren';
    case 'delay':
      return 'Schwache Verbindung: Alles kommt verspätet an';
    case 'silent':
      return 'Schwache Verbindung: Gerade kommt nichts an';
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
  lost: 'Verbindung verloren: Ein anderer Weg wird gesucht',
  cameraLacking: (name, why) => `Die Kamera von ${name} ist aus: ${CAMERA[lackingOf(why)]}`,
  microphoneLacking: (name, why) => `${name} ist stumm: ${MICROPHONE[lackingOf(why)]}`,
};
