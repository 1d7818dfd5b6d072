// Spanish words about the PC client's packages.
import { packageFactsBy } from '../package-facts.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

export const downloads: AppStrings['downloads'] = {
  title: 'El programa para PC',
  text: 'Parley en su propia ventana: puede abrirse con tu equipo y suena aunque no haya ninguna página abierta.',
  asking: 'Buscando lo disponible…',
  failed: 'No se pudo cargar la lista. Comprueba tu conexión e inténtalo de nuevo.',
  again: 'Intentar de nuevo',
  own: 'Para este equipo',
  others: 'Para otros equipos',
  noneOwn: 'Todavía no hay ninguno para este equipo. Pregunta a la persona que administra este servidor.',
  facts: packageFactsBy({
    deb: 'Debian, Ubuntu',
    rpm: 'Fedora, openSUSE',
    appleChip: 'chip de Apple',
    arm64: 'ARM, 64 bits',
    arm: 'ARM, 32 bits',
    x64: 'x86, 64 bits',
    ia32: 'x86, 32 bits',
    version: (version) => `versión ${version}`,
    size: dataSize,
  }),
  install: 'Después, en la carpeta del archivo:',
  copy: 'Copiar',
  copied: 'Copiado',
  close: 'Cerrar',
};
