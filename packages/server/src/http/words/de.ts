// The words of the server's own pages in German.
import type { Words } from './words.ts';

export const de: Words = {
  trust: {
    title: 'Parley: zwei Schritte bis zum Anruf',
    heading: 'In zwei Schritten zum Anruf',
    lead: 'Browser geben Kamera und Mikrofon nur für sichere Seiten frei, und diese Adresse ist nicht sicher. Parley hat eine sichere Adresse. Ihr Gerät muss sie nur einmal kennenlernen.',
    first: 'Diesem Server vertrauen',
    what: 'Laden Sie sein Zertifikat herunter und installieren Sie es so, wie es für Ihr Gerät beschrieben ist. Es gilt allein für den Namen und das Netz dieses Servers: Niemand kann sich damit als eine andere Website ausgeben.',
    download: 'Zertifikat herunterladen',
    install: [
      {
        system: 'Android',
        steps: [
          'Laden Sie das Zertifikat mit der Schaltfläche oben herunter.',
          'Öffnen Sie die <b>Einstellungen</b> und suchen Sie nach <b>CA-Zertifikat</b> (oft unter Sicherheit, Verschlüsselung und Anmeldedaten).',
          'Wählen Sie <b>Trotzdem installieren</b> und dann die heruntergeladene Datei <b>parley-ca.crt</b>.',
          'Für Firefox öffnen Sie außerdem dessen Einstellungen, tippen unter <b>Über Firefox</b> fünfmal auf das Logo und erlauben unter <b>Secret Settings</b> CA-Zertifikate von Dritten.',
        ],
      },
      {
        system: 'iPhone und iPad',
        steps: [
          'Öffnen Sie diese Seite in Safari, tippen Sie auf die Schaltfläche oben und erlauben Sie, dass das Profil geladen wird.',
          'Öffnen Sie die <b>Einstellungen</b>, tippen Sie auf <b>Profil geladen</b> und dann auf <b>Installieren</b>.',
          'Öffnen Sie <b>Einstellungen</b>, <b>Allgemein</b>, <b>Info</b>, <b>Zertifikatsvertrauenseinstellungen</b> und schalten Sie das Zertifikat ein.',
        ],
      },
      {
        system: 'Windows',
        steps: [
          'Laden Sie das Zertifikat mit der Schaltfläche oben herunter und öffnen Sie die Datei.',
          'Wählen Sie <b>Zertifikat installieren</b>, <b>Aktueller Benutzer</b> und dann <b>Alle Zertifikate in folgendem Speicher speichern</b>.',
          'Wählen Sie <b>Vertrauenswürdige Stammzertifizierungsstellen</b> und schließen Sie den Vorgang ab.',
          'Starten Sie den Browser neu.',
        ],
      },
      {
        system: 'macOS',
        steps: [
          'Laden Sie das Zertifikat mit der Schaltfläche oben herunter und öffnen Sie die Datei: Sie kommt in die <b>Schlüsselbundverwaltung</b>.',
          'Doppelklicken Sie dort darauf, öffnen Sie <b>Vertrauen</b> und wählen Sie <b>Immer vertrauen</b>.',
        ],
      },
      {
        system: 'Linux und Firefox auf jedem Computer',
        steps: [
          'In Firefox fragt die Schaltfläche oben, wofür dem Zertifikat vertraut werden soll: Wählen Sie <b>Websites identifizieren</b>.',
          'In Chromium und Chrome laden Sie es herunter, öffnen <b>chrome://certificate-manager</b>, dann <b>Lokale Zertifikate</b>, und importieren es unter <b>Vertrauenswürdige Zertifikate</b>.',
        ],
      },
    ],
    compare:
      'Zertifikate können unterwegs ausgetauscht werden. Vergleichen Sie diesen SHA-256-Fingerabdruck mit dem, den Ihr Gerät anzeigt, und mit dem, den Parley beim Start ausgegeben hat:',
    second: 'Die sichere Adresse öffnen',
    open: 'Parley öffnen',
    warning: 'Eine Warnung dort bedeutet, dass Schritt 1 auf diesem Gerät noch fehlt.',
  },
  nothing: { title: 'Nicht gefunden', heading: 'Hier ist nichts', back: 'Zu Parley' },
};
