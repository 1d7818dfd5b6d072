// German sentences about why a call could not connect.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from '../facts.ts';

const OPERATOR = 'Die Person, die diesen Server betreibt,';

export function causeDetail({ self, other }: CallCauses, name: string): string {
  if (self === 'relay-only')
    return (
      'Anrufe, die Ihre Netzwerkadresse verbergen, laufen über ein Relais, und dieser Server hat keines. ' +
      'Um trotzdem anzurufen, schalten Sie „Meine Netzwerkadresse verbergen“ in den Einstellungen aus.'
    );
  if (other === 'relay-only')
    return `${name} verbirgt die eigene Netzwerkadresse. Dafür braucht es ein Relais, und dieser Server hat keines. ${OPERATOR} kann eines einrichten.`;
  if (self === 'no-relay' || other === 'no-relay')
    return (
      `Ihr Netzwerk und das von ${name} erreichen einander nicht direkt, und dieser Server hat kein Relais. ` +
      `${OPERATOR} kann eines einrichten; bis dahin hilft vielleicht ein anderes Netzwerk, etwa der Hotspot eines Telefons.`
    );
  if (self === 'relay-refused' || other === 'relay-refused')
    return `Das Relais dieses Servers hat den Anruf abgewiesen. ${OPERATOR} sieht mit „parley doctor“, warum.`;
  if (self === 'relay-unreachable' && other === self)
    return (
      `Weder Ihr Netzwerk noch das von ${name} erreicht das Relais dieses Servers. Vielleicht läuft es nicht: ` +
      'Die Person, die ihn betreibt, sieht es mit „parley doctor“.'
    );
  if (self !== undefined && self !== 'other-unreachable') return ownDetail(self, name);
  return otherDetail(other, name);
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

function ownDetail(cause: OwnCause, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return (
        'Ihr Netzwerk sperrt Anrufe: Von dort ist weder die andere Seite noch das Relais erreichbar. ' +
        'Versuchen Sie ein anderes, etwa den Hotspot eines Telefons.'
      );
    case 'no-candidates':
      return (
        'Ihr Browser hat keine Netzwerkadresse zum Anrufen genannt. Eine Erweiterung oder Einstellung hindert ihn vielleicht daran: ' +
        'Schalten Sie sie für diese Seite aus oder nehmen Sie einen anderen Browser.'
      );
    case 'relay-failed':
      return `Beide erreichen das Relais, aber es kommt nichts hindurch. ${OPERATOR} sieht mit „parley doctor“, warum.`;
    case 'dtls-failed':
      return (
        `Es gibt einen Weg zu ${name}, aber keine sichere Verbindung darüber. Etwas dazwischen verändert ` +
        'oder verwirft Pakete: Versuchen Sie ein anderes Netzwerk.'
      );
    case 'unanswered':
      return `Das Gerät von ${name} hat nicht geantwortet. Vielleicht hilft es, dort die Seite neu zu laden und dann noch einmal anzurufen.`;
    default:
      return assertNever(cause);
  }
}

function otherDetail(cause: ConnectCause | undefined, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return `Das Netzwerk von ${name} sperrt Anrufe. Dort hilft vielleicht ein anderes, etwa der Hotspot eines Telefons.`;
    case 'no-candidates':
      return `Der Browser von ${name} hat keine Netzwerkadresse zum Anrufen genannt. Dort hilft vielleicht ein anderer Browser.`;
    case 'unanswered':
      return 'Ihr Gerät hat nicht rechtzeitig geantwortet. Vielleicht hilft es, diese Seite neu zu laden und dann noch einmal anzurufen.';
    case 'relay-failed':
    case 'dtls-failed':
      return ownDetail(cause, name);
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return `Ton und Bild haben zwischen Ihrem Netzwerk und dem von ${name} keinen Weg gefunden. Versuchen Sie ein anderes Netzwerk.`;
    default:
      return assertNever(cause);
  }
}
