// Spanish words about what is done with texts that were sent.
import type { AppStrings } from '../strings.ts';
import { plural } from './formats.ts';

export const talk: AppStrings['talk'] = {
  toolbar: 'Qué hacer con este mensaje',
  react: 'Reaccionar',
  reactWith: (emoji) => `Reaccionar con ${emoji}`,
  moreEmoji: 'Más emojis',
  reply: 'Responder',
  more: 'Más',
  edit: 'Editar',
  copy: 'Copiar',
  copyFailed: 'El navegador no permite copiar aquí.',
  remove: 'Borrar…',
  edited: 'editado',
  deleted: 'Este mensaje se borró',
  deletedOwn: 'Borraste este mensaje',
  deletion: {
    title: '¿Borrar este mensaje?',
    text: (name) => `Desaparece para ti y para ${name}, salvo que se haya guardado en otro sitio.`,
    confirm: 'Borrar para ambos',
    keep: 'Conservarlo',
  },
  seen: 'Visto',
  editing: 'Editando tu mensaje',
  replyingTo: (name) => `Respuesta a ${name}`,
  replyingToSelf: 'Respuesta a tu propio mensaje',
  stopEditing: 'Dejar de editar',
  stopReplying: 'No responder a este',
  save: 'Guardar',
  you: 'Tú',
  quoteGone: 'Un mensaje que ya no está aquí',
  quoteDeleted: 'Un mensaje borrado',
  goToQuoted: 'Ir al mensaje',
  reactions: {
    own: (emoji) => `${emoji}, tú`,
    other: (emoji, name) => `${emoji}, ${name}`,
    both: (emoji, name) => `${emoji} 2, ${name} y tú`,
  },
  notChanged: 'No se pudo hacer: esa persona no está en línea. Inténtalo cuando vuelva.',
  notLoaded: 'No se pudo cargar. Comprueba tu conexión e inténtalo de nuevo.',
  newTexts: 'Nuevos',
  latest: (n) =>
    plural(n, {
      one: `Ir al último, ${n} nuevo`,
      many: `Ir al último, ${n} de nuevos`,
      other: `Ir al último, ${n} nuevos`,
    }),
  news: {
    edited: (name, words) => `${name} editó un mensaje: ${words}`,
    deleted: (name) => `${name} borró un mensaje`,
    reacted: (name, emoji, words) => `${name} reaccionó con ${emoji} a: ${words}`,
    discarded: 'Mensaje borrado',
  },
  seenSetting: 'Decir a los demás cuándo he leído sus mensajes',
  seenSettingText:
    'Y ver cuándo han leído los míos: si está desactivado, no lo sabe ninguna de las dos partes. Tiene efecto inmediato.',
};

export const emoji: AppStrings['emoji'] = {
  open: 'Emojis',
  search: 'Buscar emojis',
  found: 'Resultados',
  none: 'No se encontró ningún emoji',
  recent: 'Usados recientemente',
  groups: {
    faces: 'Caras',
    people: 'Personas y gestos',
    nature: 'Animales y naturaleza',
    food: 'Comida y bebida',
    places: 'Viajes y lugares',
    activities: 'Actividades',
    objects: 'Objetos',
    symbols: 'Símbolos y banderas',
  },
  flag: (land) => `Bandera: ${land}`,
  tone: 'Tono de piel',
  tones: {
    none: 'Tono de piel predeterminado',
    light: 'Tono de piel claro',
    mediumLight: 'Tono de piel medio claro',
    medium: 'Tono de piel medio',
    mediumDark: 'Tono de piel medio oscuro',
    dark: 'Tono de piel oscuro',
  },
};
