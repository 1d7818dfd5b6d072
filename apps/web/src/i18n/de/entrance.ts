// The words of the sign-in page in German.
import type { EntranceStrings } from '../strings.ts';

export const entrance: EntranceStrings = {
  product: 'Parley',
  language: {
    label: 'Sprache',
    unavailable:
      'Diese Sprache konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
  },
  signIn: {
    tagline: 'Sehen, wer da ist, klicken, sprechen.',
    form: 'Bei Parley anmelden',
    account: 'Konto',
    anotherName: 'Anderer Name',
    password: 'Passwort',
    show: 'Anzeigen',
    hide: 'Verbergen',
    server: 'Server',
    submit: 'Anmelden',
    submitting: 'Anmeldung läuft …',
    submitWith: (provider) => `Mit ${provider} anmelden`,
    firstUse:
      'Neu hier? Wenn Sie sich mit einem freien Namen anmelden, gehört er Ihnen, mit dem Passwort, das Sie wählen.',
    getClient: 'PC-Programm laden',
    noClient:
      'Das PC-Programm konnte nicht nachgeschlagen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    noNewcomers:
      'Dieser Server nimmt keine neuen Konten auf. Bitten Sie die Person, die ihn betreibt, um eines.',
    leaving: (host) => `Sie machen auf ${host} weiter.`,
    malformedServer: 'Das ist keine Serveradresse. Sie sieht so aus: https://parley.example.',
    signedOut: 'Sie wurden abgemeldet.',
    signOutUnheard:
      'Hier abgemeldet, aber der Server konnte nicht benachrichtigt werden. Schließen Sie an einem gemeinsam genutzten Computer den Browser.',
    serverAway: 'Offline: Der Server ist nicht erreichbar. Sie kommen hinein, sobald er antwortet.',
    appUnavailable:
      'Die Anwendung konnte nicht geladen werden. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    newNames: (length) => `Neue Namen haben hier höchstens ${length} Zeichen.`,
    accountInvalid: (length) =>
      `Dieser Kontoname geht nicht. Nehmen Sie 1 bis ${length} Buchstaben, Ziffern, Punkte, Binde- oder Unterstriche aus einem Alphabet.`,
    tooManyAttempts: (seconds) => `Zu viele Versuche. Versuchen Sie es in ${seconds} s erneut.`,
    failure: {
      'wrong-password': 'Konto oder Passwort ist falsch.',
      'too-many-attempts': 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es erneut.',
      'password-invalid': 'Das Passwort braucht mindestens 8 Zeichen.',
      'account-banned': 'Dieses Konto ist gesperrt. Fragen Sie die Person, die den Server betreibt.',
      'account-taken':
        'Dieses Konto gehört jemandem, der sich hier auf andere Weise anmeldet. Fragen Sie die Person, die den Server betreibt.',
      'provider-unreachable':
        'Der Anmeldedienst ist nicht erreichbar. Versuchen Sie es gleich noch einmal oder sagen Sie der Person Bescheid, die diesen Server betreibt.',
      'provider-refused': 'Die Anmeldung wurde nicht abgeschlossen. Versuchen Sie es erneut.',
      'foreign-origin':
        'Dieser Server kennt die Adresse nicht, unter der Sie ihn geöffnet haben. Sagen Sie der Person Bescheid, die ihn betreibt.',
      'server-busy': 'Der Server ist ausgelastet. Versuchen Sie es gleich noch einmal.',
      'server-full': 'Der Server ist voll. Versuchen Sie es später noch einmal.',
      'disk-full':
        'Die Festplatte des Servers ist voll, deshalb kann sich niemand an- oder abmelden. Sagen Sie der Person Bescheid, die den Server betreibt.',
      'rate-limited': 'Zu viele Versuche. Warten Sie einen Moment und versuchen Sie es erneut.',
      offline: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
      timeout: 'Der Server hat nicht rechtzeitig geantwortet. Versuchen Sie es erneut.',
      'unsupported-version':
        'Diese Seite ist älter als der Server. Laden Sie sie neu und versuchen Sie es erneut.',
      'bad-message': 'Der Server hat das nicht angenommen. Prüfen Sie Konto und Passwort.',
    },
    unexpected: 'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es gleich noch einmal.',
  },
};
