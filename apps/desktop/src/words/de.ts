// The client's words in German.
import type { Words } from './en.ts';

export const de: Words = {
  notice: {
    ring: {
      voice: (from) => `Eingehender Sprachanruf von ${from}`,
      video: (from) => `Eingehender Videoanruf von ${from}`,
      text: 'Es klingelt.',
    },
    missed: {
      voice: (from) => `Verpasster Sprachanruf von ${from}`,
      video: (from) => `Verpasster Videoanruf von ${from}`,
    },
    displaced: {
      title: 'Anderswo angemeldet',
      text: 'Parley klingelt hier erst wieder, wenn Sie sich hier erneut anmelden.',
      action: 'Hier anmelden',
    },
    signedOut: {
      title: 'Abgemeldet',
      text: 'Parley klingelt hier erst wieder, wenn Sie sich erneut anmelden.',
      action: 'Anmelden',
    },
    stillHere: {
      title: 'Parley läuft im Hintergrund weiter',
      text: 'Es klingelt, wenn jemand anruft. Beenden können Sie es über sein Symbol oder durch einen Start mit --quit.',
    },
    inCall: {
      title: 'Sie sind in einem Anruf',
      text: (server) => `Legen Sie zuerst auf und wechseln Sie dann zu ${server}.`,
    },
    update: {
      title: (version) => `Parley ${version} ist da`,
      text: 'Ihr Server hat eine neuere Version dieses Programms.',
      action: 'Herunterladen',
    },
    show: 'Zeigen',
    accept: 'Annehmen',
    decline: 'Ablehnen',
    open: 'Öffnen',
    ok: 'OK',
  },
  tray: {
    presence: {
      offline: 'Nicht angemeldet',
      connecting: 'Verbindung wird hergestellt …',
      online: 'Online',
      'in-call': 'Im Anruf',
    },
    displaced: 'Anderswo angemeldet',
    outdated: 'Zu alt für seinen Server',
    unread: (count) => `${count} ungelesen`,
    callWith: (other) => `Im Anruf mit ${other}`,
    ringing: (other) => `${other} ruft an`,
  },
  menu: {
    open: 'Parley öffnen',
    mute: 'Mikrofon stummschalten',
    unmute: 'Mikrofon einschalten',
    'hang-up': 'Auflegen',
    autostart: 'Mit dem Computer starten',
    servers: 'Server …',
    quit: 'Beenden',
  },
  setup: {
    where: 'Wo ist Ihr Server? Die Adresse nennt Ihnen, wer ihn betreibt.',
    server: 'Server',
    autostart: 'Mit dem Computer starten, damit es klingelt',
    connect: 'Verbinden',
    connecting: 'Verbindung wird hergestellt …',
    known: 'Bisher verwendet',
    use: (server) => `${server} verwenden`,
    forget: 'Entfernen',
    forgetServer: (server) => `${server} entfernen`,
  },
  picker: { title: 'Bildschirm oder Fenster teilen', what: 'Was möchten Sie teilen?' },
  newServer: (server) =>
    `Ein Link verlangt nach ${server}, den Sie hier noch nie verwendet haben. Verbinden Sie sich nur, wenn Sie der Person vertrauen, von der er kommt.`,
  address: {
    missing: 'Geben Sie die Adresse Ihres Servers ein, etwa parley.example oder https://192.168.1.5:8443.',
    scheme: (scheme) => `Eine Adresse beginnt mit https://, diese aber mit ${scheme}://.`,
    malformed: (text) =>
      `„${text}“ ist keine Adresse. Sie sieht etwa so aus: parley.example oder https://192.168.1.5:8443.`,
    credentials: 'In eine Adresse gehören weder Name noch Passwort: Danach werden Sie beim Anmelden gefragt.',
    insecure: (host) => `Kamera und Mikrofon funktionieren nur über https: Verwenden Sie https://${host}.`,
  },
  server: {
    failing: (origin, status) =>
      `${origin} antwortet mit einem Fehler (${status}): Vielleicht startet der Server gerade. Versuchen Sie es gleich noch einmal.`,
    other: (origin) => `${origin} antwortet, ist aber kein Parley-Server.`,
    unknown: (name) => `Es gibt keinen Server namens ${name}, oder dieser Computer ist offline.`,
    refused: (host) => `Unter ${host} antwortet niemand: Der Server läuft nicht oder hat einen anderen Port.`,
    silent: (host) => `${host} antwortet nicht: Der Server ist ausgeschaltet oder eine Firewall ist im Weg.`,
    noWay: (host) =>
      `${host} ist von hier nicht erreichbar: Dieser Computer ist vielleicht offline oder in einem anderen Netz.`,
    noHttps: (host) => `${host} spricht kein https: Vielleicht gibt es dafür einen anderen Port.`,
    unreachable: (host, why) => `${host} ist nicht erreichbar: ${why}.`,
    certificate: {
      otherName:
        'Das Zertifikat gilt für einen anderen Namen. Verwenden Sie die Adresse, die Ihnen der Betreiber nennt',
      expired: 'Das Zertifikat ist abgelaufen, oder die Uhr dieses Computers geht falsch',
      early: 'Das Zertifikat gilt noch nicht. Die Uhr dieses Computers geht falsch',
      untrusted:
        'Das Zertifikat stammt von einer Stelle, der dieser Computer nicht vertraut. Der Server bietet es auf seiner Startseite zum Installieren an',
    },
  },
  link: {
    malformed: (link) => `Der Link ${link} hat nicht die Form parley://server/call/konto.`,
    credentials: (link) => `Im Link ${link} steht vor dem Server ein Name oder ein Passwort.`,
    verb: (link) => `Im Link ${link} steht weder /call/konto noch /chat/konto.`,
    nobody: (link) => `Der Link ${link} nennt kein Konto.`,
    media: (link) => `Der Link ${link} verlangt etwas anderes als einen Sprach- oder Videoanruf.`,
  },
  page: {
    failed: (host, why, code) => `${host} konnte nicht geladen werden: ${why} (${code})`,
    status: (host, status) =>
      `${host} konnte nicht geladen werden: Die Antwort ist ${status}, wie von einem Proxy, dessen Server steht.`,
    crashed: 'Die Seite ist abgestürzt: Der Browser hat ihren Prozess beendet.',
    unexplained: 'Der Browser nennt keinen genaueren Grund.',
    refused:
      'Unter dieser Adresse antwortet niemand. Vielleicht läuft der Server nicht, oder der Port ist ein anderer.',
    reset: 'Die Verbindung wurde abgebrochen.',
    closed: 'Der Server hat die Verbindung geschlossen.',
    empty: 'Der Server hat die Verbindung ohne Antwort geschlossen. Vielleicht verlangt er https statt http.',
    silent: 'Der Server antwortet nicht.',
    unknown: 'Es gibt keinen Computer dieses Namens, oder der Namensdienst ist nicht erreichbar.',
    offline: 'Dieser Computer hat kein Netz.',
    changed: 'Das Netz hat gewechselt.',
    noWay: 'Diese Adresse ist von hier nicht erreichbar.',
    proxy: 'Der Proxy dieses Computers antwortet nicht.',
    tunnel: 'Der Proxy dieses Computers lässt niemanden dorthin durch.',
    noHttps: 'An diesem Port wird kein https gesprochen.',
    untrusted:
      'Für das Zertifikat bürgt niemand, den dieser Computer kennt. Die Startseite des Servers bietet es zum Installieren an.',
    otherName: 'Das Zertifikat gilt für einen anderen Namen.',
    date: 'Das Zertifikat ist abgelaufen, oder die Uhr dieses Computers geht falsch.',
    redirects: 'Der Server leitet endlos von einer Adresse zur nächsten weiter.',
    file: 'Die Datei ist nicht da.',
    port: 'Browser weigern sich, diesen Port zu verwenden.',
  },
  certificate: {
    unknown: (host) => `Niemand Bekanntes bürgt für das Zertifikat von ${host}.`,
    compare: (fingerprint) =>
      `Server zu Hause oder in einer Firma haben oft eine eigene Zertifizierungsstelle. Lassen Sie sich den Fingerabdruck von der Person nennen, die den Server betreibt, und vergleichen Sie:\n\n${fingerprint}`,
    trust: 'Diesem Server vertrauen',
    changed: (host) => `Das Zertifikat von ${host} ist ein anderes als zuvor.`,
    compareBoth: (fingerprint, before) =>
      `Vielleicht hört jemand dazwischen mit, oder der Server wurde neu eingerichtet. Machen Sie nur weiter, wenn Ihnen die Person, die ihn betreibt, diesen Fingerabdruck genannt hat:\n\n${fingerprint}\n\nBisher war es:\n\n${before}`,
    trustNew: 'Dem neuen Zertifikat vertrauen',
    cancel: 'Abbrechen',
  },
};
