// Spanish sentences about devices.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';
import type { AppStrings } from '../strings.ts';

type Input = 'camera' | 'microphone';

/** The forms that sentences need of a device. */
const WORDS = {
  camera: {
    none: 'No se encontró ninguna cámara',
    your: 'Tu cámara',
    the: 'la cámara',
    name: 'Cámara',
    it: 'la',
    unplugged: 'se desconectó',
    chosen: 'La cámara que elegiste no está.',
    other: 'La otra cámara no se pudo iniciar.',
    before: 'Sigue la de antes.',
    by: 'te ve',
    one: 'una',
  },
  microphone: {
    none: 'No se encontró ningún micrófono',
    your: 'Tu micrófono',
    the: 'el micrófono',
    name: 'Micrófono',
    it: 'lo',
    unplugged: 'se desconectó',
    chosen: 'El micrófono que elegiste no está.',
    other: 'El otro micrófono no se pudo iniciar.',
    before: 'Sigue el de antes.',
    by: 'te oye',
    one: 'uno',
  },
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
      return `${words.none}: ${effect}. Conecta ${words.one} y se activará automáticamente.`;
    case 'unplugged':
      return `${words.your} ${words.unplugged}: ${effect}. Conécta${words.it} de nuevo y se activará automáticamente.`;
    case 'switched':
      return other === undefined
        ? `${words.your} ${words.unplugged}. Se usa «${name}» en su lugar.`
        : `${words.your} ${words.unplugged}. Ahora ${other} ${words.by} por «${name}».`;
    case 'stand-in':
      return other === undefined
        ? `${words.chosen} Se usa «${name}» en su lugar.`
        : `${words.chosen} Ahora ${other} ${words.by} por «${name}».`;
    case 'kept':
      return name === undefined
        ? `${words.other} ${words.before}`
        : `«${name}» no se pudo iniciar. ${words.before}`;
    case 'asking':
      return `Esperando a que permitas ${words.the}: responde a la pregunta de tu navegador. Hasta entonces, ${effect}.`;
    case 'dismissed':
      return `Todavía no has permitido ${words.the}: ${effect}. Inténtalo de nuevo y elige «Permitir» cuando tu navegador pregunte.`;
    case 'denied':
      return `Esta página no tiene permiso para usar ${words.the}: ${effect}.`;
    case 'system':
      return `Este dispositivo no permite que tu navegador use ${words.the}: ${effect}. ${systemHint(device, browser)}`;
    case 'forbidden':
      return `Esta página no puede usar ${words.the}: ${effect}. Lo prohíbe una cabecera del servidor o una regla de tu organización: avisa a la persona que lo administra.`;
    case 'muted':
      return `El sistema ha desactivado ${words.the}: ${effect}. Actíva${words.it} allí o con su propio interruptor.`;
    case 'in-use':
      return `Otro programa está usando ${words.the}: ${effect}. Ciérralo e inténtalo de nuevo.`;
    case 'insecure':
      return `Los navegadores solo permiten usar ${words.the} en páginas seguras: ${effect}. Abre Parley por su dirección https://.`;
    case 'failed':
      return `No se pudo iniciar ${words.the}: ${effect}. Desconécta${words.it}, conécta${words.it} e inténtalo de nuevo.`;
    default:
      return assertNever(kind);
  }
}

function effectOf(device: Input, other: string | undefined): string {
  if (device === 'camera') return other === undefined ? 'nadie puede verte' : `${other} no puede verte`;
  return other === undefined ? 'nadie puede oírte' : `${other} no puede oírte`;
}

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return 'No se comparte tu pantalla.';
  if (kind === 'system' && /^(chromium|edge|firefox|safari)$/.test(browser))
    return 'No se comparte tu pantalla: permite que este navegador la grabe en los ajustes de privacidad de tu equipo.';
  return kind === 'in-use'
    ? 'Esa pantalla o ventana no se pudo compartir. Elige otra.'
    : 'Tu pantalla no se pudo compartir en este navegador.';
}

function systemHint(device: Input, browser: BrowserFamily): string {
  const { name, the } = WORDS[device];
  switch (browser) {
    case 'chromium':
    case 'edge':
    case 'firefox':
    case 'safari':
      return `Abre los ajustes de tu equipo, después Privacidad, y permite ${the} a este navegador.`;
    case 'ios':
    case 'ios-other':
      return `Abre los Ajustes de tu dispositivo, busca este navegador y activa «${name}».`;
    case 'android':
    case 'samsung':
    case 'firefox-android':
      return `Abre los Ajustes de tu dispositivo, después Aplicaciones, este navegador, Permisos, y permite ${the}.`;
    default:
      return assertNever(browser);
  }
}

function allowSteps(device: Input, browser: BrowserFamily): readonly string[] {
  const { name, the } = WORDS[device];
  switch (browser) {
    case 'chromium':
      return [
        'Haz clic en el icono a la izquierda de la dirección: dos controles deslizantes, «Ver información del sitio».',
        `Activa «${name}».`,
      ];
    case 'edge':
      return [
        'Haz clic en el candado a la izquierda de la dirección, «Ver información del sitio».',
        `En «Permisos para este sitio», pon «${name}» en «Permitir».`,
      ];
    case 'firefox':
      return [
        `Haz clic en el icono tachado de ${the}, a la izquierda de la dirección.`,
        'Haz clic en la × junto a «Bloqueado» o «Bloqueado temporalmente».',
        'Vuelve aquí, pulsa «Intentar de nuevo» y elige «Permitir».',
      ];
    case 'safari':
      return [
        'En la barra de menús, arriba en la pantalla, elige «Safari», después «Ajustes para» y este sitio.',
        `Pon «${name}» en «Permitir».`,
        'Vuelve aquí y pulsa «Intentar de nuevo». Si no pasa nada, recarga la página.',
      ];
    case 'ios':
      return [
        'Toca el icono de página junto a la dirección: aA en versiones anteriores de Safari.',
        'Toca «Ajustes del sitio web»; puede estar tras los tres puntos.',
        `Pon «${name}» en «Permitir».`,
        'Vuelve aquí y toca «Intentar de nuevo». Si no pasa nada, recarga la página.',
      ];
    case 'ios-other':
      return [
        'Abre los Ajustes de tu iPhone o iPad, después Apps, y busca este navegador.',
        `Activa «${name}».`,
        'Vuelve aquí y toca «Intentar de nuevo». Si no pasa nada, recarga la página.',
      ];
    case 'android':
      return [
        'Toca el icono a la izquierda de la dirección: dos controles deslizantes.',
        'Toca «Permisos».',
        `Activa «${name}».`,
      ];
    case 'samsung':
      return [
        'Toca el candado a la izquierda de la dirección.',
        'Toca «Permisos».',
        `Activa «${name}».`,
        'Vuelve aquí y toca «Intentar de nuevo».',
      ];
    case 'firefox-android':
      return [
        'Toca el candado o el escudo a la izquierda de la dirección.',
        `Toca «Bloqueado» junto a «${name}», para que diga «Permitido».`,
        'Vuelve aquí y toca «Intentar de nuevo».',
      ];
    default:
      return assertNever(browser);
  }
}

export const devices: AppStrings['devices'] = {
  check: 'Probar cámara y micrófono',
  firstCall: '¿Tu primera llamada? Mírate y óyete antes.',
  notNow: 'Ahora no',
  done: 'Listo',
  opening: 'Encendiendo…',
  private: 'Solo tú ves y oyes esto.',
  cameraOff: 'Tu cámara está apagada',
  picture: 'Tu imagen',
  notLoaded: 'No se pudo cargar la prueba. Comprueba tu conexión e inténtalo de nuevo.',
  inCall: 'Ahora hay una llamada. Prueba de nuevo cuando termine.',
  microphone: 'Micrófono',
  camera: 'Cámara',
  speaker: 'Altavoz',
  level: 'Nivel del micrófono',
  saySomething: 'Di algo: la barra se mueve con tu voz.',
  heard: 'Se te oye.',
  silent: 'No se oye nada: ¿está el micrófono silenciado con su propio interruptor o hay otro elegido?',
  systemDefault: 'El predeterminado de este dispositivo',
  defaultNamed: (name) => `El predeterminado de este dispositivo: ${name}`,
  away: (name) => `${name} (no está)`,
  testSound: 'Reproducir un sonido de prueba',
  playing: 'Reproduciendo un sonido de prueba',
  noTestSound: 'El sonido de prueba no se pudo reproducir ahí. Elige otro altavoz.',
  otherSpeaker: 'Elegir otro altavoz…',
  speakerBySystem: 'El sonido sale por donde tu dispositivo lo envía. Cámbialo en sus ajustes de sonido.',
  speakerAway: (name) =>
    `El altavoz «${name}» no está. Ahora oyes por el predeterminado de este dispositivo.`,
  speakerFailed: (name) => `El sonido no se pudo enviar a «${name}». Sigue donde estaba.`,
  cleanSound: 'Quitar ruido y eco',
  cleanSoundText: 'Desactívalo para la música.',
  mirror: 'Ver mi imagen como en un espejo',
  mirrorText: 'Solo tú la ves así.',
  blur: 'Desenfocar lo que hay detrás de mí',
  flip: 'Cambiar a la otra cámara',
  menu: 'Dispositivos',
  microphoneMenu: 'Elegir micrófono y altavoz',
  cameraMenu: 'Elegir cámara',
  mutedTalkingKeys:
    'Tienes el micrófono silenciado. Pulsa M para que se te oiga, o mantén la barra espaciadora mientras hablas.',
  mutedTalkingTouch: 'Tienes el micrófono silenciado. Toca «Activar» para que se te oiga.',
  mutedTalkingClick: 'Tienes el micrófono silenciado. Actívalo para que se te oiga.',
  talkKey: 'Hablar con el micrófono silenciado, mientras la mantienes',
  spaceBar: 'Barra espaciadora',
  talkingByKey: 'Se te oye mientras mantienes la barra espaciadora.',
  howToAllow: 'Cómo permitirlo',
  allowSteps,
};
