// Spanish sentences about why a call could not connect.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from '../facts.ts';

const OPERATOR = 'La persona que administra este servidor';

export function causeDetail({ self, other }: CallCauses, name: string): string {
  if (self === 'relay-only')
    return (
      'Las llamadas que ocultan tu dirección de red pasan por un repetidor, y este servidor no tiene ninguno. ' +
      'Para llamar de todos modos, desactiva «Ocultar mi dirección de red» en los ajustes.'
    );
  if (other === 'relay-only')
    return `${name} oculta su dirección de red; para eso hace falta un repetidor, y este servidor no tiene ninguno. ${OPERATOR} puede instalar uno.`;
  if (self === 'no-relay' || other === 'no-relay')
    return (
      `Tu red y la de ${name} no pueden alcanzarse directamente, y este servidor no tiene repetidor. ` +
      `${OPERATOR} puede instalar uno; hasta entonces puede ayudar otra red, como la que comparte un teléfono.`
    );
  if (self === 'relay-refused' || other === 'relay-refused')
    return `El repetidor de este servidor rechazó la llamada. ${OPERATOR} puede ver por qué con «parley doctor».`;
  if (self === 'relay-unreachable' && other === self)
    return (
      `Ni tu red ni la de ${name} llegan al repetidor de este servidor. Puede que no funcione: ` +
      'la persona que lo administra puede verlo con «parley doctor».'
    );
  if (self !== undefined && self !== 'other-unreachable') return ownDetail(self, name);
  return otherDetail(other, name);
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

function ownDetail(cause: OwnCause, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return (
        'Tu red bloquea las llamadas: desde ella no se llega ni a la otra parte ni al repetidor. ' +
        'Prueba con otra, como la que comparte un teléfono.'
      );
    case 'no-candidates':
      return (
        'Tu navegador no dio ninguna dirección de red desde la que llamar. Puede que una extensión o un ajuste se lo impida: ' +
        'desactívalo para esta página o usa otro navegador.'
      );
    case 'relay-failed':
      return `Ambos llegáis al repetidor, pero nada pasa por él. ${OPERATOR} puede ver por qué con «parley doctor».`;
    case 'dtls-failed':
      return (
        `Hay un camino hasta ${name}, pero no se pudo establecer una conexión segura. Algo en medio cambia ` +
        'o descarta paquetes: prueba con otra red.'
      );
    case 'unanswered':
      return `El dispositivo de ${name} no respondió. Puede ayudar recargar allí la página y volver a llamar.`;
    default:
      return assertNever(cause);
  }
}

function otherDetail(cause: ConnectCause | undefined, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return `La red de ${name} bloquea las llamadas. Allí puede ayudar otra, como la que comparte un teléfono.`;
    case 'no-candidates':
      return `El navegador de ${name} no dio ninguna dirección de red desde la que llamar. Allí puede ayudar otro navegador.`;
    case 'unanswered':
      return 'Tu dispositivo no respondió a tiempo. Puede ayudar recargar esta página y volver a llamar.';
    case 'relay-failed':
    case 'dtls-failed':
      return ownDetail(cause, name);
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return `El sonido y la imagen no encontraron camino entre tu red y la de ${name}. Prueba con otra red.`;
    default:
      return assertNever(cause);
  }
}
