// German sentences about why a call could not connect.
import { causeDetailBy } from '../cause-told.ts';

const OPERATOR = 'Die Person, die diesen Server betreibt,';

export const causeDetail = causeDetailBy({
  ownRelayOnly: () =>
    'Anrufe, die Ihre Netzwerkadresse verbergen, laufen über ein Relais, und dieser Server hat keines. ' +
    'Um trotzdem anzurufen, schalten Sie „Meine Netzwerkadresse verbergen“ in den Einstellungen aus.',
  theirRelayOnly: (name) =>
    `${name} verbirgt die eigene Netzwerkadresse. Dafür braucht es ein Relais, und dieser Server hat keines. ${OPERATOR} kann eines einrichten.`,
  noRelay: (name) =>
    `Ihr Netzwerk und das von ${name} erreichen einander nicht direkt, und dieser Server hat kein Relais. ` +
    `${OPERATOR} kann eines einrichten; bis dahin hilft vielleicht ein anderes Netzwerk, etwa der Hotspot eines Telefons.`,
  relayRefused: () =>
    `Das Relais dieses Servers hat den Anruf abgewiesen. ${OPERATOR} sieht mit „parley doctor“, warum.`,
  relayAway: (name) =>
    `Weder Ihr Netzwerk noch das von ${name} erreicht das Relais dieses Servers. Vielleicht läuft es nicht: ` +
    'Die Person, die ihn betreibt, sieht es mit „parley doctor“.',
  own: {
    'relay-unreachable': () =>
      'Ihr Netzwerk sperrt Anrufe: Von dort ist weder die andere Seite noch das Relais erreichbar. ' +
      'Versuchen Sie ein anderes, etwa den Hotspot eines Telefons.',
    'no-candidates': () =>
      'Ihr Browser hat keine Netzwerkadresse zum Anrufen genannt. Eine Erweiterung oder Einstellung hindert ihn vielleicht daran: ' +
      'Schalten Sie sie für diese Seite aus oder nehmen Sie einen anderen Browser.',
    'relay-failed': () =>
      `Beide erreichen das Relais, aber es kommt nichts hindurch. ${OPERATOR} sieht mit „parley doctor“, warum.`,
    'dtls-failed': (name) =>
      `Es gibt einen Weg zu ${name}, aber keine sichere Verbindung darüber. Etwas dazwischen verändert ` +
      'oder verwirft Pakete: Versuchen Sie ein anderes Netzwerk.',
    unanswered: (name) =>
      `Das Gerät von ${name} hat nicht geantwortet. Vielleicht hilft es, dort die Seite neu zu laden und dann noch einmal anzurufen.`,
  },
  theirs: {
    'relay-unreachable': (name) =>
      `Das Netzwerk von ${name} sperrt Anrufe. Dort hilft vielleicht ein anderes, etwa der Hotspot eines Telefons.`,
    'no-candidates': (name) =>
      `Der Browser von ${name} hat keine Netzwerkadresse zum Anrufen genannt. Dort hilft vielleicht ein anderer Browser.`,
    unanswered: () =>
      'Ihr Gerät hat nicht rechtzeitig geantwortet. Vielleicht hilft es, diese Seite neu zu laden und dann noch einmal anzurufen.',
  },
  noWay: (name) =>
    `Ton und Bild haben zwischen Ihrem Netzwerk und dem von ${name} keinen Weg gefunden. Versuchen Sie ein anderes Netzwerk.`,
});
