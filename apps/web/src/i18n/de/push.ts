// German words about what reaches people whose page is hidden or closed.
import type { AppStrings } from '../strings.ts';

export const push: AppStrings['push'] = {
  notified: 'Mitteilung gesendet …',
  notice: {
    video: (name) => `Eingehender Videoanruf von ${name}`,
    voice: (name) => `Eingehender Sprachanruf von ${name}`,
    missed: (name) => `Verpasster Anruf von ${name}`,
    answered: (name) => `Anruf von ${name} auf einem anderen Gerät angenommen`,
    declined: (name) => `Anruf von ${name} auf einem anderen Gerät abgelehnt`,
    text: (name) => `Neue Nachricht von ${name}`,
    test: 'Mitteilungen funktionieren',
    testText: 'Anrufe klingeln hier, auch wenn Parley geschlossen ist.',
    news: 'Es gibt Neues in Parley',
    accept: 'Annehmen',
    decline: 'Ablehnen',
  },
  prompt: {
    text: 'Klingeln, wenn diese Seite im Hintergrund ist, und auch, wenn Parley geschlossen ist?',
  },
  settings: {
    label: 'Klingeln, wenn Parley geschlossen ist',
    busy: 'Einen Moment …',
    on: 'Ein. Anrufe klingeln hier, und verpasste werden angezeigt, auch wenn keine Seite von Parley offen ist.',
    off: 'Aus. Anrufe klingeln nur, solange Sie eine Seite von Parley vor sich haben.',
    pageOnly:
      'Anrufe klingeln, solange eine Seite von Parley offen ist, auch im Hintergrund. Wenn alle geschlossen sind, geht es nicht: Dieser Browser erreicht seinen Push-Dienst zurzeit nicht.',
    server:
      'Anrufe klingeln, solange eine Seite von Parley offen ist, auch im Hintergrund. Wenn alle geschlossen sind, geht es nicht: Dieser Server sendet keine Mitteilungen.',
    unsupported:
      'Dieser Browser zeigt keine Mitteilungen. Anrufe klingeln deshalb nur, solange Sie eine Seite von Parley vor sich haben.',
    homeScreen:
      'Auf einem iPhone oder iPad braucht Parley für Mitteilungen einen Platz auf dem Home-Bildschirm: Tippen Sie in Safari auf „Teilen“, dann auf „Zum Home-Bildschirm“, und öffnen Sie es von dort.',
    blocked: {
      chromium:
        'In diesem Browser blockiert. Klicken Sie auf das Zeichen links neben der Adresse, dann auf „Website-Einstellungen“, und stellen Sie „Benachrichtigungen“ auf „Zulassen“.',
      edge: 'In diesem Browser blockiert. Klicken Sie auf das Schloss links neben der Adresse, dann auf „Berechtigungen für diese Website“, und stellen Sie „Benachrichtigungen“ auf „Zulassen“.',
      firefox:
        'In diesem Browser blockiert. Klicken Sie auf das Zeichen links neben der Adresse und entfernen Sie die Sperre bei „Benachrichtigungen senden“.',
      safari:
        'In diesem Browser blockiert. Erlauben Sie diese Website in den Safari-Einstellungen unter „Websites“, „Mitteilungen“.',
      ios: 'Auf diesem Gerät blockiert. Wählen Sie in den Einstellungen des Geräts unter „Mitteilungen“ Parley und erlauben Sie sie.',
      'ios-other':
        'Auf diesem Gerät blockiert. Wählen Sie in den Einstellungen des Geräts unter „Mitteilungen“ Parley und erlauben Sie sie.',
      samsung:
        'In diesem Browser blockiert. Tippen Sie auf das Schloss links neben der Adresse, dann auf „Berechtigungen“, und erlauben Sie Benachrichtigungen.',
      'firefox-android':
        'In diesem Browser blockiert. Tippen Sie auf das Schloss links neben der Adresse, dann auf „Website-Einstellungen bearbeiten“, und erlauben Sie Benachrichtigungen.',
      android:
        'In diesem Browser blockiert. Tippen Sie auf das Zeichen links neben der Adresse, dann auf „Berechtigungen“, und erlauben Sie Benachrichtigungen.',
    },
    turnOn: 'Einschalten',
    turnOff: 'Ausschalten',
    test: 'Mitteilung zur Probe senden',
    testSent: 'Gesendet. Sie erscheint in einigen Sekunden.',
    testFailed:
      'Sie konnte nicht gesendet werden: Der Server erreicht den Push-Dienst dieses Browsers nicht.',
  },
  install: {
    label: 'Parley installieren',
    text: 'Parley bekommt ein eigenes Fenster und Symbol wie jedes andere Programm.',
    button: 'Installieren',
  },
  updated: { text: 'Parley wurde aktualisiert.', reload: 'Neu laden', later: 'Später' },
  tooLate: 'Dieser Anruf ist vorbei.',
  close: 'Schließen',
};
