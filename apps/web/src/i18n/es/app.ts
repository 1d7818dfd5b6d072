// The words of the signed-in app in Spanish.
import type { AppStrings } from '../strings.ts';
import { callLine, endDetail, endSentence } from './calls.ts';
import { push } from './push.ts';
import { desktop } from './desktop.ts';
import { devices, problem } from './devices.ts';
import { downloads } from './downloads.ts';
import { failure } from './failure.ts';
import { files } from './files.ts';
import { find } from './find.ts';
import { history } from './history.ts';
import { line } from './line.ts';
import { manners } from './manners.ts';
import { safety } from './safety.ts';
import { stage } from './stage.ts';
import { status } from './status.ts';
import { emoji, talk } from './talk.ts';

const CALL = { video: 'Videollamada', voice: 'Llamada de voz' } as const;

export const app: AppStrings = {
  push,
  connection: {
    connecting: 'Conectando…',
    connected: 'Conectado',
    reconnecting: 'Reconectando…',
    offline: 'Sin conexión',
  },
  people: {
    label: 'Personas',
    search: 'Buscar personas',
    clearSearch: 'Borrar la búsqueda',
    recent: 'Recientes',
    online: 'en línea',
    offline: 'sin conexión',
    person: (name, online, unread, state) => {
      const away = state === 'away' && ', ausente';
      const quiet = state === 'do-not-disturb' && ', no molestar';
      const presence = `${online ? 'en línea' : 'sin conexión'}${away || quiet || ''}`;
      return `${name}, ${presence}${unread > 0 ? `, ${unread} sin leer` : ''}`;
    },
    count: (n) => `${n} en línea`,
    nobody: 'No hay nadie más en línea',
    noMatch: (query) => `No hay nadie en línea que se llame «${query}».`,
    signOut: 'Cerrar sesión',
    you: 'Tú',
  },
  settings: {
    title: 'Ajustes',
    saveData: 'Usar menos datos',
    saveDataText:
      'Las llamadas envían y reciben imágenes pequeñas: unos 2,5 MB por minuto en cada sentido, en lugar de hasta 19. El sonido sigue igual.',
    relayOnly: 'Ocultar mi dirección de red',
    relayOnlyText:
      'Las llamadas pasan por el repetidor de este servidor, para que la otra parte no conozca tu dirección. ' +
      'Si el servidor no tiene repetidor, las llamadas no pueden conectarse.',
    done: 'Listo',
  },
  invite: {
    title: 'Todavía no hay nadie más',
    text: 'Abre esta dirección en otro dispositivo o envíasela a alguien. En cuanto inicie sesión, aparecerá aquí.',
    thisComputerOnly: 'Esta dirección solo funciona en este equipo.',
    copy: 'Copiar dirección',
    copied: 'Copiada',
  },
  ringPrompt: {
    text: '¿Que suene cuando esta página esté en segundo plano?',
    allow: 'Permitir',
    notNow: 'Ahora no',
  },
  conversation: {
    choose: 'Elige con quién hablar',
    chooseText: 'Escribe, o llama con un clic.',
    log: (name) => `Conversación con ${name}`,
    begin: (name) => `Aquí empieza tu conversación con ${name}.`,
    notKept: 'Los mensajes y archivos no se conservan en el servidor. Desaparecen cuando cierras sesión.',
    message: 'Mensaje',
    placeholder: (name) => `Mensaje para ${name}`,
    send: 'Enviar',
    videoCall: 'Videollamada',
    voiceCall: 'Llamada de voz',
    back: 'Volver a las personas',
    backToCall: 'Volver a la llamada',
    empty: 'Escribe algo primero',
    attach: 'Adjuntar un archivo',
    dropHere: (name) => `Suelta aquí archivos para enviarlos a ${name}`,
    tooManyFiles: 'Como máximo 10 archivos a la vez. Elige menos o espera a que lleguen algunos.',
    folder: 'Las carpetas no se pueden enviar. Haz antes un archivo ZIP.',
    noFiles: 'Este servidor no transmite archivos. Pregunta a la persona que lo administra.',
    tooLong: 'Es demasiado largo para un mensaje. Acórtalo o envíalo por partes.',
    failedToSend: 'No se pudo enviar. Inténtalo de nuevo.',
    typing: (name) => `${name} está escribiendo…`,
    wentOffline: (name) => `${name} se desconectó`,
    cameOnline: (name) => `${name} vuelve a estar en línea`,
    latest: 'Ir al último mensaje',
    today: 'Hoy',
    yesterday: 'Ayer',
    state: { sending: 'Enviando…', sent: 'Enviado', delivered: 'Entregado', failed: 'No entregado' },
    retry: 'Reintentar',
    discard: 'Borrar',
    alreadyInCall: (name) => `Estás en una llamada con ${name}. Cuelga primero.`,
    cannotCall:
      'Este navegador no puede hacer llamadas. Una versión actual de Chrome, Edge, Firefox o Safari sí puede.',
  },
  call: {
    region: (name) => `Llamada con ${name}`,
    incoming: (media, name) => `${CALL[media]} entrante de ${name}`,
    incomingShort: (media) => `${CALL[media]} entrante`,
    accept: 'Aceptar',
    answerWithoutCamera: 'Contestar sin cámara',
    decline: 'Rechazar',
    calling: 'Llamando…',
    ringing: 'Sonando…',
    connecting: 'Conectando…',
    reconnecting: 'Reconectando…',
    voiceFirst: 'Primero la voz: la conexión es demasiado débil para el vídeo',
    hangUp: 'Colgar',
    theirVideo: (name) => `Vídeo de ${name}`,
    theirScreen: (name) => `Pantalla de ${name}`,
    yourVideo: 'Tu vídeo',
    swap: 'Intercambiar imágenes',
    mute: 'Silenciar micrófono',
    unmute: 'Activar micrófono',
    cameraOff: 'Apagar cámara',
    cameraOn: 'Encender cámara',
    share: 'Compartir pantalla',
    stopSharing: 'Dejar de compartir',
    chat: 'Chat',
    short: {
      mute: 'Silenciar',
      unmute: 'Activar',
      camera: 'Cámara',
      share: 'Compartir',
      stop: 'Parar',
      chat: 'Chat',
      hangUp: 'Colgar',
    },
    minimise: 'Reducir la llamada',
    returnTo: 'Volver a la llamada',
    fullScreen: 'Pantalla completa',
    leaveFullScreen: 'Salir de pantalla completa',
    pictureInPicture: 'Imagen en imagen',
    shortcut: (name, key) => `${name} (${key})`,
    tapToHear: 'Toca para oír',
    tryAgain: 'Intentar de nuevo',
    theirCameraOff: (name) => `La cámara de ${name} está apagada`,
    theyAreMuted: (name) => `${name} tiene el micrófono silenciado`,
    theyShare: (name) => `${name} comparte su pantalla`,
    youShare: 'Estás compartiendo tu pantalla',
    again: 'Llamar de nuevo',
    callBack: 'Devolver la llamada',
    close: 'Cerrar',
    dismiss: 'Descartar',
    duration: 'Duración',
  },
  wayBack: {
    region: (name) => `Volver a la llamada con ${name}`,
    sentence: (name) => `Estabas en una llamada con ${name}`,
    take: 'Volver a la llamada',
  },
  ended: { sentence: endSentence, detail: endDetail, line: callLine },
  problem,
  closed: {
    displacedTitle: 'Sesión iniciada en otro lugar',
    displacedText: (account) =>
      `${account} acaba de iniciar sesión en otra página o dispositivo, así que esta se ha desconectado.`,
    signInHere: 'Iniciar sesión aquí',
    outdatedTitle: 'Parley se ha actualizado',
    outdatedText: 'Recarga la página para seguir con la versión nueva.',
    reload: 'Recargar',
    brokenTitle: 'La conexión se cerró',
    brokenText: 'Ocurrió algo inesperado entre esta página y el servidor.',
    reconnect: 'Reconectar',
  },
  title: {
    unread: (n) => `(${n}) Parley`,
    incoming: (media, name) => `${CALL[media]} de ${name}`,
  },
  desktop,
  devices,
  downloads,
  emoji,
  failure,
  files,
  find,
  history,
  line,
  manners,
  safety,
  stage,
  status,
  talk,
};
