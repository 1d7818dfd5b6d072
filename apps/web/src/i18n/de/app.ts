// The words of the signed-in app in German.
import type { AppStrings } from '../strings.ts';
import { callLine, endDetail, endSentence } from './calls.ts';
import { push } from './push.ts';
import { desktop } from './desktop.ts';
import { devices, problem } from './devices.ts';
import { downloads } from './downloads.ts';
import { failure } from './failure.ts';
import { files } from './files.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { line } from './line.ts';
import { manners } from './manners.ts';
import { safety } from './safety.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { emoji, talk } from './talk.ts';

const CALL = { video: 'Videoanruf', voice: 'Sprachanruf' } as const;

export const app: AppStrings = {
  push,
  connection: {
    connecting: 'Verbindung wird hergestellt …',
    connected: 'Verbunden',
    reconnecting: 'Verbindung wird wiederhergestellt …',
    offline: 'Offline',
  },
  people: {
    label: 'Personen',
    search: 'Personen suchen',
    clearSearch: 'Suche leeren',
    recent: 'Zuletzt',
    online: 'online',
    offline: 'offline',
    person: (name, online, unread, state) => {
      const away = state === 'away' && ', abwesend';
      const quiet = state === 'do-not-disturb' && ', bitte nicht stören';
      const presence = `${online ? 'online' : 'offline'}${away || quiet || ''}`;
      return `${name}, ${presence}${unread > 0 ? `, ${unread} ungelesen` : ''}`;
    },
    count: (n) => `${n} online`,
    nobody: 'Sonst ist niemand online',
    noMatch: (query) => `Niemand, der online ist, heißt „${query}“.`,
    signOut: 'Abmelden',
    you: 'Sie',
  },
  settings: {
    title: 'Einstellungen',
    saveData: 'Weniger Daten verbrauchen',
    saveDataText:
      'Anrufe senden und empfangen kleine Bilder: etwa 2,5 MB in der Minute je Richtung statt bis zu 19. Der Ton bleibt, wie er ist.',
    relayOnly: 'Meine Netzwerkadresse verbergen',
    relayOnlyText:
      'Anrufe laufen über das Relais dieses Servers, sodass die andere Seite Ihre Adresse nicht erfährt. ' +
      'Wo der Server kein Relais hat, kommen keine Anrufe zustande.',
    done: 'Fertig',
  },
  invite: {
    title: 'Noch ist sonst niemand hier',
    text: 'Öffnen Sie diese Adresse auf einem anderen Gerät oder schicken Sie sie jemandem. Wer sich anmeldet, erscheint hier.',
    thisComputerOnly: 'Diese Adresse gilt nur auf diesem Computer.',
    copy: 'Adresse kopieren',
    copied: 'Kopiert',
  },
  ringPrompt: {
    text: 'Klingeln, wenn diese Seite im Hintergrund ist?',
    allow: 'Erlauben',
    notNow: 'Nicht jetzt',
  },
  conversation: {
    choose: 'Wählen Sie eine Person',
    chooseText: 'Schreiben Sie ihr oder rufen Sie sie mit einem Klick an.',
    log: (name) => `Gespräch mit ${name}`,
    begin: (name) => `Hier beginnt Ihr Gespräch mit ${name}.`,
    notKept: 'Nachrichten und Dateien werden nicht auf dem Server gespeichert. Beim Abmelden sind sie weg.',
    message: 'Nachricht',
    placeholder: (name) => `Nachricht an ${name}`,
    send: 'Senden',
    videoCall: 'Videoanruf',
    voiceCall: 'Sprachanruf',
    back: 'Zurück zu den Personen',
    backToCall: 'Zurück zum Anruf',
    empty: 'Schreiben Sie zuerst etwas',
    attach: 'Datei anhängen',
    dropHere: (name) => `Dateien hier ablegen, um sie ${name} zu senden`,
    tooManyFiles:
      'Höchstens 10 Dateien auf einmal. Wählen Sie weniger oder warten Sie, bis einige angekommen sind.',
    folder: 'Ordner können nicht gesendet werden. Machen Sie zuerst eine ZIP-Datei daraus.',
    noFiles: 'Dieser Server überträgt keine Dateien. Fragen Sie die Person, die ihn betreibt.',
    tooLong: 'Das ist zu lang für eine Nachricht. Kürzen Sie es oder senden Sie es in Teilen.',
    failedToSend: 'Das konnte nicht gesendet werden. Versuchen Sie es erneut.',
    typing: (name) => `${name} schreibt …`,
    wentOffline: (name) => `${name} ist offline gegangen`,
    cameOnline: (name) => `${name} ist wieder online`,
    latest: 'Zur neuesten Nachricht springen',
    today: 'Heute',
    yesterday: 'Gestern',
    state: {
      sending: 'Wird gesendet …',
      sent: 'Gesendet',
      delivered: 'Zugestellt',
      failed: 'Nicht zugestellt',
    },
    retry: 'Erneut senden',
    discard: 'Löschen',
    alreadyInCall: (name) => `Sie sind in einem Anruf mit ${name}. Legen Sie zuerst auf.`,
    cannotCall:
      'Dieser Browser kann nicht telefonieren. Ein aktueller Chrome, Edge, Firefox oder Safari kann es.',
  },
  call: {
    region: (name) => `Anruf mit ${name}`,
    incoming: (media, name) => `Eingehender ${CALL[media]} von ${name}`,
    incomingShort: (media) => `Eingehender ${CALL[media]}`,
    accept: 'Annehmen',
    answerWithoutCamera: 'Ohne Kamera abnehmen',
    decline: 'Ablehnen',
    calling: 'Wird angerufen …',
    ringing: 'Es klingelt …',
    connecting: 'Verbindung wird hergestellt …',
    reconnecting: 'Verbindung wird wiederhergestellt …',
    voiceFirst: 'Ton zuerst: Die Verbindung ist zu schwach für Bilder',
    hangUp: 'Auflegen',
    theirVideo: (name) => `Bild von ${name}`,
    theirScreen: (name) => `Bildschirm von ${name}`,
    yourVideo: 'Ihr Bild',
    swap: 'Bilder tauschen',
    mute: 'Mikrofon stummschalten',
    unmute: 'Mikrofon einschalten',
    cameraOff: 'Kamera ausschalten',
    cameraOn: 'Kamera einschalten',
    share: 'Bildschirm teilen',
    stopSharing: 'Nicht mehr teilen',
    chat: 'Chat',
    short: {
      mute: 'Stumm',
      unmute: 'Ton an',
      camera: 'Kamera',
      share: 'Teilen',
      stop: 'Stopp',
      chat: 'Chat',
      hangUp: 'Auflegen',
    },
    minimise: 'Anruf verkleinern',
    returnTo: 'Zurück zum Anruf',
    fullScreen: 'Vollbild',
    leaveFullScreen: 'Vollbild verlassen',
    pictureInPicture: 'Bild im Bild',
    shortcut: (name, key) => `${name} (${key})`,
    tapToHear: 'Tippen, um den Ton zu hören',
    tryAgain: 'Erneut versuchen',
    theirCameraOff: (name) => `Die Kamera von ${name} ist aus`,
    theyAreMuted: (name) => `${name} ist stumm`,
    theyShare: (name) => `${name} teilt den Bildschirm`,
    youShare: 'Sie teilen Ihren Bildschirm',
    again: 'Noch einmal anrufen',
    callBack: 'Zurückrufen',
    close: 'Schließen',
    dismiss: 'Ausblenden',
    duration: 'Dauer',
  },
  wayBack: {
    region: (name) => `Zurück zum Anruf mit ${name}`,
    sentence: (name) => `Sie waren in einem Anruf mit ${name}`,
    take: 'Zurück zum Anruf',
  },
  ended: { sentence: endSentence, detail: endDetail, line: callLine },
  problem,
  closed: {
    displacedTitle: 'Anderswo angemeldet',
    displacedText: (account) =>
      `${account} hat sich gerade auf einer anderen Seite oder einem anderen Gerät angemeldet, deshalb ist diese Seite getrennt.`,
    signInHere: 'Hier anmelden',
    outdatedTitle: 'Parley wurde aktualisiert',
    outdatedText: 'Laden Sie die Seite neu, um mit der neuen Version weiterzumachen.',
    reload: 'Neu laden',
    brokenTitle: 'Die Verbindung wurde geschlossen',
    brokenText: 'Zwischen dieser Seite und dem Server ist etwas Unerwartetes geschehen.',
    reconnect: 'Neu verbinden',
  },
  title: {
    unread: (n) => `(${n}) Parley`,
    incoming: (media, name) => `${CALL[media]} von ${name}`,
  },
  desktop,
  devices,
  downloads,
  emoji,
  failure,
  files,
  find,
  history,
  line,
  manners,
  safety,
  stage,
  status,
  talk,
};
