// Spanish sentences about why a call could not connect.
import { causeDetailBy } from '../cause-told.ts';

const OPERATOR = 'La persona que administra este servidor';

export const causeDetail = causeDetailBy({
  ownRelayOnly: () =>
    'Las llamadas que ocultan tu dirección de red pasan por un repetidor, y este servidor no tiene ninguno. ' +
    'Para llamar de todos modos, desactiva «Ocultar mi dirección de red» en los ajustes.',
  theirRelayOnly: (name) =>
    `${name} oculta su dirección de red; para eso hace falta un repetidor, y este servidor no tiene ninguno. ${OPERATOR} puede instalar uno.`,
  noRelay: (name) =>
    `Tu red y la de ${name} no pueden alcanzarse directamente, y este servidor no tiene repetidor. ` +
    `${OPERATOR} puede instalar uno; hasta entonces puede ayudar otra red, como la que comparte un teléfono.`,
  relayRefused: () =>
    `El repetidor de este servidor rechazó la llamada. ${OPERATOR} puede ver por qué con «parley doctor».`,
  relayAway: (name) =>
    `Ni tu red ni la de ${name} llegan al repetidor de este servidor. Puede que no funcione: ` +
    'la persona que lo administra puede verlo con «parley doctor».',
  own: {
    'relay-unreachable': () =>
      'Tu red bloquea las llamadas: desde ella no se llega ni a la otra parte ni al repetidor. ' +
      'Prueba con otra, como la que comparte un teléfono.',
    'no-candidates': () =>
      'Tu navegador no dio ninguna dirección de red desde la que llamar. Puede que una extensión o un ajuste se lo impida: ' +
      'desactívalo para esta página o usa otro navegador.',
    'relay-failed': () =>
      `Las dos partes llegan al repetidor, pero nada pasa por él. ${OPERATOR} puede ver por qué con «parley doctor».`,
    'dtls-failed': (name) =>
      `Hay un camino hasta ${name}, pero no se pudo establecer una conexión segura. Algo en medio cambia ` +
      'o descarta paquetes: prueba con otra red.',
    unanswered: (name) =>
      `El dispositivo de ${name} no respondió. Puede ayudar recargar allí la página y volver a llamar.`,
  },
  theirs: {
    'relay-unreachable': (name) =>
      `La red de ${name} bloquea las llamadas. Allí puede ayudar otra, como la que comparte un teléfono.`,
    'no-candidates': (name) =>
      `El navegador de ${name} no dio ninguna dirección de red desde la que llamar. Allí puede ayudar otro navegador.`,
    unanswered: () =>
      'Tu dispositivo no respondió a tiempo. Puede ayudar recargar esta página y volver a llamar.',
  },
  noWay: (name) =>
    `El sonido y la imagen no encontraron camino entre tu red y la de ${name}. Prueba con otra red.`,
});
