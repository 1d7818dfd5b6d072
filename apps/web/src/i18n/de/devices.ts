// German sentences about devices.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';
import type { AppStrings } from '../strings.ts';

type Input = 'camera' | 'microphone';

/** The forms that sentences need of a device. */
const WORDS = {
  camera: {
    none: 'Keine Kamera',
    your: 'Ihre Kamera',
    theOther: 'Die andere Kamera',
    name: 'Kamera',
    accusative: 'die Kamera',
    an: 'eine Kamera',
    by: 'sieht',
    again: 'sie',
  },
  microphone: {
    none: 'Kein Mikrofon',
    your: 'Ihr Mikrofon',
    theOther: 'Das andere Mikrofon',
    name: 'Mikrofon',
    accusative: 'das Mikrofon',
    an: 'ein Mikrofon',
    by: 'hört',
    again: 'es',
  },
} as const;

const CHOSEN = {
  camera: 'Die Kamera, die Sie gewählt haben, ist nicht da.',
  microphone: 'Das Mikrofon, das Sie gewählt haben, ist nicht da.',
} as const;

export function problem(
  { device, kind, name }: DeviceProblem,
  other: string | undefined,
  browser: BrowserFamily,
): string {
  if (device === 'screen') return screenProblem(kind, browser);
  const words = WORDS[device];
  const effect = effectOf(device, other);
  switch (kind) {
    case 'missing':
      return `${words.none} gefunden: ${effect}. Schließen Sie ${words.an} an, dann startet ${words.again} von selbst.`;
    case 'unplugged':
      return `${words.your} wurde getrennt: ${effect}. Schließen Sie ${words.again} wieder an, dann startet ${words.again} von selbst.`;
    case 'switched':
      return other === undefined
        ? `${words.your} wurde getrennt. „${name}“ springt ein.`
        : `${words.your} wurde getrennt. ${other} ${words.by} Sie jetzt über „${name}“.`;
    case 'stand-in':
      return other === undefined
        ? `${CHOSEN[device]} „${name}“ springt ein.`
        : `${CHOSEN[device]} ${other} ${words.by} Sie jetzt über „${name}“.`;
    case 'kept':
      return name === undefined
        ? `${words.theOther} ließ sich nicht starten. Es geht mit dem vorigen Gerät weiter.`
        : `„${name}“ ließ sich nicht starten. Es geht mit dem vorigen Gerät weiter.`;
    case 'asking':
      return `Erlauben Sie ${words.accusative}: Beantworten Sie die Frage Ihres Browsers. Bis dahin gilt: ${effect}.`;
    case 'dismissed':
      return `Sie haben ${words.accusative} noch nicht erlaubt: ${effect}. Versuchen Sie es erneut und wählen Sie „Zulassen“, wenn Ihr Browser fragt.`;
    case 'denied':
      return `${words.your} ist für diese Seite gesperrt: ${effect}.`;
    case 'system':
      return `Dieses Gerät gibt Ihrem Browser ${words.accusative} nicht frei: ${effect}. ${systemHint(device, browser)}`;
    case 'forbidden':
      return `Diese Seite darf ${words.accusative} nicht benutzen: ${effect}. Ein Header des Servers oder eine Regel Ihrer Organisation verbietet es: Sagen Sie der Person Bescheid, die ihn betreibt.`;
    case 'muted':
      return `${words.your} ist vom System ${device === 'camera' ? 'ausgeschaltet' : 'stummgeschaltet'}: ${effect}. Schalten Sie ${words.again} dort oder am eigenen Schalter ein.`;
    case 'in-use':
      return `${words.your} wird von einem anderen Programm benutzt: ${effect}. Schließen Sie es und versuchen Sie es erneut.`;
    case 'insecure':
      return `Browser geben ${words.accusative} nur sicheren Seiten: ${effect}. Öffnen Sie Parley unter seiner https://-Adresse.`;
    case 'failed':
      return `${words.your} ließ sich nicht starten: ${effect}. Ziehen Sie ${words.again} ab, stecken Sie ${words.again} wieder an und versuchen Sie es erneut.`;
    default:
      return assertNever(kind);
  }
}

function effectOf(device: Input, other: string | undefined): string {
  if (device === 'camera')
    return other === undefined ? 'Niemand kann Sie sehen' : `${other} kann Sie nicht sehen`;
  return other === undefined ? 'Niemand kann Sie hören' : `${other} kann Sie nicht hören`;
}

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return 'Ihr Bildschirm wird nicht geteilt.';
  if (kind === 'system' && /^(chromium|edge|firefox|safari)$/.test(browser))
    return 'Ihr Bildschirm wird nicht geteilt: Erlauben Sie diesem Browser in den Datenschutzeinstellungen Ihres Computers, ihn aufzunehmen.';
  return kind === 'in-use'
    ? 'Dieser Bildschirm oder dieses Fenster konnte nicht geteilt werden. Wählen Sie etwas anderes.'
    : 'Ihr Bildschirm konnte in diesem Browser nicht geteilt werden.';
}

function systemHint(device: Input, browser: BrowserFamily): string {
  const { name, accusative } = WORDS[device];
  switch (browser) {
    case 'chromium':
    case 'edge':
    case 'firefox':
    case 'safari':
      return `Öffnen Sie die Einstellungen Ihres Computers, dann Datenschutz, und erlauben Sie diesem Browser ${accusative}.`;
    case 'ios':
    case 'ios-other':
      return `Öffnen Sie die Einstellungen Ihres Geräts, suchen Sie diesen Browser und schalten Sie „${name}“ ein.`;
    case 'android':
    case 'samsung':
    case 'firefox-android':
      return `Öffnen Sie die Einstellungen Ihres Geräts, dann Apps, diesen Browser, Berechtigungen, und erlauben Sie ${accusative}.`;
    default:
      return assertNever(browser);
  }
}

function allowSteps(device: Input, browser: BrowserFamily): readonly string[] {
  const { name } = WORDS[device];
  switch (browser) {
    case 'chromium':
      return [
        'Klicken Sie links neben der Adresse auf das Zeichen mit zwei Reglern, „Websiteinformationen anzeigen“.',
        `Schalten Sie „${name}“ ein.`,
      ];
    case 'edge':
      return [
        'Klicken Sie links neben der Adresse auf das Schloss, „Websiteinformationen anzeigen“.',
        `Stellen Sie unter „Berechtigungen für diese Website“ „${name}“ auf „Zulassen“.`,
      ];
    case 'firefox':
      return [
        `Klicken Sie links neben der Adresse auf das durchgestrichene Zeichen für ${WORDS[device].accusative}.`,
        'Klicken Sie auf das × neben „Blockiert“ oder „Vorübergehend blockiert“.',
        'Kommen Sie hierher zurück, drücken Sie „Erneut versuchen“ und wählen Sie „Erlauben“.',
      ];
    case 'safari':
      return [
        'Wählen Sie in der Menüleiste oben am Bildschirm „Safari“, dann „Einstellungen für“ und diese Website.',
        `Stellen Sie „${name}“ auf „Erlauben“.`,
        'Kommen Sie hierher zurück und drücken Sie „Erneut versuchen“. Wenn nichts geschieht, laden Sie die Seite neu.',
      ];
    case 'ios':
      return [
        'Tippen Sie neben der Adresse auf das Seitenzeichen: aA in älteren Versionen von Safari.',
        'Tippen Sie auf „Website-Einstellungen“; es steht vielleicht hinter den drei Punkten.',
        `Stellen Sie „${name}“ auf „Erlauben“.`,
        'Kommen Sie hierher zurück und tippen Sie auf „Erneut versuchen“. Wenn nichts geschieht, laden Sie die Seite neu.',
      ];
    case 'ios-other':
      return [
        'Öffnen Sie die Einstellungen Ihres iPhones oder iPads, dann „Apps“, und suchen Sie diesen Browser.',
        `Schalten Sie „${name}“ ein.`,
        'Kommen Sie hierher zurück und tippen Sie auf „Erneut versuchen“. Wenn nichts geschieht, laden Sie die Seite neu.',
      ];
    case 'android':
      return [
        'Tippen Sie links neben der Adresse auf das Zeichen mit zwei Reglern.',
        'Tippen Sie auf „Berechtigungen“.',
        `Schalten Sie „${name}“ ein.`,
      ];
    case 'samsung':
      return [
        'Tippen Sie links neben der Adresse auf das Schloss.',
        'Tippen Sie auf „Berechtigungen“.',
        `Schalten Sie „${name}“ ein.`,
        'Kommen Sie hierher zurück und tippen Sie auf „Erneut versuchen“.',
      ];
    case 'firefox-android':
      return [
        'Tippen Sie links neben der Adresse auf das Schloss oder den Schild.',
        `Tippen Sie neben „${name}“ auf „Blockiert“, sodass dort „Erlaubt“ steht.`,
        'Kommen Sie hierher zurück und tippen Sie auf „Erneut versuchen“.',
      ];
    default:
      return assertNever(browser);
  }
}

export const devices: AppStrings['devices'] = {
  check: 'Kamera und Mikrofon prüfen',
  firstCall: 'Ihr erster Anruf? Sehen und hören Sie sich vorher selbst.',
  notNow: 'Nicht jetzt',
  done: 'Fertig',
  opening: 'Wird eingeschaltet …',
  private: 'Nur Sie sehen und hören das.',
  cameraOff: 'Ihre Kamera ist aus',
  picture: 'Ihr Bild',
  notLoaded:
    'Die Prüfung konnte nicht geladen werden. Sehen Sie nach Ihrer Verbindung und versuchen Sie es erneut.',
  inCall: 'Gerade läuft ein Anruf. Prüfen Sie noch einmal, wenn er vorbei ist.',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  speaker: 'Lautsprecher',
  level: 'Mikrofonpegel',
  saySomething: 'Sagen Sie etwas: Der Balken folgt Ihrer Stimme.',
  heard: 'Sie sind zu hören.',
  silent:
    'Es ist nichts zu hören: Ist das Mikrofon durch einen eigenen Schalter stumm oder ein anderes gewählt?',
  systemDefault: 'Standard dieses Geräts',
  defaultNamed: (name) => `Standard dieses Geräts: ${name}`,
  away: (name) => `${name} (nicht da)`,
  testSound: 'Testton abspielen',
  playing: 'Testton wird abgespielt',
  noTestSound: 'Der Testton konnte dort nicht abgespielt werden. Wählen Sie einen anderen Lautsprecher.',
  otherSpeaker: 'Anderen Lautsprecher wählen …',
  speakerBySystem:
    'Der Ton kommt dort heraus, wohin Ihr Gerät ihn schickt. Ändern Sie das in dessen Toneinstellungen.',
  speakerAway: (name) =>
    `Der Lautsprecher „${name}“ ist nicht da. Sie hören jetzt über den Standard dieses Geräts.`,
  speakerFailed: (name) => `Der Ton konnte nicht zu „${name}“ geschickt werden. Er bleibt, wo er war.`,
  cleanSound: 'Rauschen und Echo entfernen',
  cleanSoundText: 'Für Musik ausschalten.',
  mirror: 'Mein Bild spiegeln',
  mirrorText: 'Nur Sie sehen es so.',
  blur: 'Hintergrund weichzeichnen',
  flip: 'Zur anderen Kamera wechseln',
  menu: 'Geräte',
  microphoneMenu: 'Mikrofon und Lautsprecher wählen',
  cameraMenu: 'Kamera wählen',
  mutedTalkingKeys:
    'Sie sind stumm. Drücken Sie M, um gehört zu werden, oder halten Sie die Leertaste, während Sie sprechen.',
  mutedTalkingTouch: 'Sie sind stumm. Tippen Sie auf „Ton an“, um gehört zu werden.',
  mutedTalkingClick: 'Sie sind stumm. Schalten Sie das Mikrofon ein, um gehört zu werden.',
  talkKey: 'Sprechen, obwohl stumm, solange Sie sie halten',
  spaceBar: 'Leertaste',
  talkingByKey: 'Sie sind zu hören, solange Sie die Leertaste halten.',
  howToAllow: 'So erlauben Sie es',
  allowSteps,
};
