// Spanish words about the PC client's packages.
import type { OfferedFile } from '../../model/downloads.ts';
import type { AppStrings } from '../strings.ts';
import { dataSize } from './formats.ts';

const SYSTEMS: Readonly<Record<string, string>> = {
  deb: 'Debian, Ubuntu',
  rpm: 'Fedora, openSUSE',
  linux: 'Linux',
  windows: 'Windows',
  macos: 'macOS',
};

function system({ kind = '', platform }: OfferedFile): string | undefined {
  return platform && (SYSTEMS[kind] ?? SYSTEMS[platform]);
}

function processor({ arch, platform }: OfferedFile): string | undefined {
  switch (arch) {
    case 'arm64':
      return platform === 'macos' ? 'chip de Apple' : 'ARM, 64 bits';
    case 'arm':
      return 'ARM, 32 bits';
    case 'x64':
      return platform === 'macos' ? 'Intel' : 'x86, 64 bits';
    case 'ia32':
      return 'x86, 32 bits';
    default:
      return undefined;
  }
}

export const downloads: AppStrings['downloads'] = {
  title: 'El programa para PC',
  text: 'Parley en su propia ventana: puede abrirse con tu equipo y suena aunque no haya ninguna página abierta.',
  asking: 'Mirando qué hay…',
  failed: 'No se pudo cargar la lista. Comprueba tu conexión e inténtalo de nuevo.',
  again: 'Intentar de nuevo',
  own: 'Para este equipo',
  others: 'Para otros equipos',
  noneOwn: 'Todavía no hay ninguno para este equipo. Pregunta a la persona que administra este servidor.',
  facts: (file) =>
    [system(file), processor(file), file.version && `versión ${file.version}`, dataSize(file.size)]
      .filter((fact) => fact !== undefined && fact !== '')
      .join('\u00a0· '),
  install: 'Después, en la carpeta del archivo:',
  copy: 'Copiar',
  copied: 'Copiado',
  close: 'Cerrar',
};
