// German words about files in a conversation.
import { assertNever, type ErrorCode } from '@parley/client';
import type { Ending, FileAct, FileState, NoRoom } from '../../model/files/file-state.ts';
import type { FileFacts } from '../facts.ts';
import { toldBy } from '../files-told.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

function offer({ who, size }: FileFacts): { before: string; after: string } {
  return {
    before: `${who} möchte Ihnen `,
    after: size === undefined ? ' senden' : ` (${dataSize(size)}) senden`,
  };
}

function progress(state: FileState, { own, who }: FileFacts): string {
  switch (state.name) {
    case 'offered':
      return own ? `Wartet, bis ${who} annimmt` : '';
    case 'no-room':
      return noRoom(state.why);
    case 'preparing':
      return 'Wird vorbereitet …';
    case 'moving': {
      const verb = own ? 'Wird gesendet …' : 'Wird empfangen …';
      return state.percent === undefined ? `${verb} ${dataSize(state.moved)}` : `${verb} ${state.percent} %`;
    }
    case 'paused':
      return state.by === 'self' ? 'Angehalten' : `${who} hat angehalten`;
    case 'waiting':
      return 'Wartet auf die Verbindung …';
    case 'sent':
      return 'Gesendet';
    case 'received':
      return 'Empfangen';
    case 'ended':
      return '';
    default:
      return assertNever(state);
  }
}

function noRoom(why: NoRoom): string {
  if (why.name === 'unusable')
    return 'Ihr Browser konnte keinen Platz dafür schaffen. Nehmen Sie die Datei noch einmal an.';
  return why.name === 'disk'
    ? `Hier ist nicht genug Platz: Für diese Seite sind ${dataSize(why.free)} frei. Schaffen Sie Platz auf Ihrer Festplatte und nehmen Sie die Datei dann an.`
    : `Dieser Browser kann nur Dateien bis ${dataSize(why.limit)} aufnehmen. Ein aktueller Chrome, Edge, Firefox oder Safari nimmt über HTTPS größere.`;
}

function ended(ending: Ending, { own, who }: FileFacts): string {
  switch (ending.why) {
    case 'declined':
      return ending.by === 'self' ? 'Sie haben abgelehnt' : `${who} hat abgelehnt`;
    case 'cancelled':
      return ending.by === 'self' ? 'Abgebrochen' : `${who} hat abgebrochen`;
    case 'too-large':
      return tooLarge(ending.largest, own);
    case 'failed':
      return own ? notSent(ending.code, who) : notReceived(ending.code, who);
    default:
      return assertNever(ending);
  }
}

function tooLarge(largest: number | undefined, own: boolean): string {
  const limit =
    largest === undefined
      ? 'Sie ist zu groß für diesen Server.'
      : `Sie ist zu groß: Dieser Server nimmt Dateien bis ${dataSize(largest)}.`;
  return own
    ? `${limit} Senden Sie sie in Teilen oder fragen Sie die Person, die den Server betreibt.`
    : limit;
}

function notSent(code: ErrorCode, who: string): string {
  switch (code) {
    case 'not-online':
      return `${who} ist nicht online. Senden Sie die Datei noch einmal, wenn die Person wieder da ist.`;
    case 'timeout':
      return `${who} hat in 10 Minuten nicht geantwortet.`;
    case 'quota-exceeded':
      return 'Sie haben so viel gesendet, wie dieser Server vorerst erlaubt. Versuchen Sie es später erneut.';
    case 'rate-limited':
    case 'server-busy':
      return 'Zu viele Dateien sind unterwegs. Warten Sie, bis einige angekommen sind, und senden Sie dann noch einmal.';
    case 'damaged':
      return 'Sie kam beschädigt an und wurde verworfen. Senden Sie sie noch einmal.';
    case 'disk-full':
      return `Die Festplatte von ${who} ist voll. Senden Sie die Datei noch einmal, wenn dort Platz ist.`;
    case 'sink-failed':
      return `Das Gerät von ${who} konnte die Datei nicht aufnehmen. Senden Sie sie noch einmal oder schlagen Sie einen anderen Browser vor.`;
    case 'source-failed':
      return 'Sie konnte nicht gelesen werden: Vielleicht wurde sie verschoben oder geändert. Hängen Sie sie noch einmal an.';
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `Die Verbindung zu ${who} war zu lange unterbrochen. Senden Sie die Datei noch einmal.`;
    case 'forbidden':
      return 'Dieser Server überträgt keine Dateien. Fragen Sie die Person, die ihn betreibt.';
    default:
      return gone(code) ?? 'Sie konnte nicht gesendet werden. Versuchen Sie es erneut.';
  }
}

function notReceived(code: ErrorCode, who: string): string {
  switch (code) {
    case 'accepted-elsewhere':
      return 'Auf einem anderen Gerät angenommen';
    case 'timeout':
      return 'Sie haben in 10 Minuten nicht geantwortet';
    case 'not-online':
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `Die Verbindung zu ${who} war zu lange unterbrochen. Bitten Sie darum, die Datei noch einmal zu senden.`;
    case 'damaged':
      return `Sie kam beschädigt an und wurde nicht gespeichert. Bitten Sie ${who}, sie noch einmal zu senden.`;
    case 'disk-full':
      return `Ihre Festplatte ist voll, deshalb wurde sie nicht gespeichert. Schaffen Sie Platz und bitten Sie ${who}, sie noch einmal zu senden.`;
    case 'sink-failed':
      return `Sie konnte hier nicht geschrieben werden und wurde nicht gespeichert. Bitten Sie ${who}, sie noch einmal zu senden.`;
    case 'source-failed':
      return `Das Gerät von ${who} kann sie nicht mehr lesen. Bitten Sie darum, sie noch einmal zu senden.`;
    case 'quota-exceeded':
      return `${who} hat so viel gesendet, wie dieser Server vorerst erlaubt.`;
    default:
      return gone(code) ?? `Sie konnte nicht empfangen werden. Bitten Sie ${who}, sie noch einmal zu senden.`;
  }
}

function gone(code: ErrorCode): string | undefined {
  if (code === 'displaced') return 'Beendet: Sie haben sich anderswo angemeldet.';
  return code === 'signed-out' || code === 'closed' ? 'Beendet: Sie haben sich abgemeldet.' : undefined;
}

const ACTS: Record<FileAct, string> = {
  accept: 'Annehmen',
  decline: 'Ablehnen',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  cancel: 'Abbrechen',
  again: 'Erneut senden',
};

export const files: AppStrings['files'] = {
  offer,
  progress,
  ended,
  told: toldBy({
    offer,
    noRoom,
    ended,
    sent: ({ name, who }) => `${name} wurde an ${who} gesendet`,
    received: ({ name, who }) => `${name} von ${who} wurde empfangen`,
  }),
  act: (act) => ACTS[act],
  actOn: (act, label) => `${ACTS[act]}: ${label}`,
  save: 'Speichern',
  saveOf: (label) => `${label} speichern`,
  enlarge: (label) => `${label} öffnen`,
  close: 'Schließen',
  size: dataSize,
  card: (label) => `Datei ${label}`,
  progressOf: (label) => `Fortschritt von ${label}`,
};
