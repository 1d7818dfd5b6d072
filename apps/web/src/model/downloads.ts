// What the server offers for download, what is for this computer apart from the rest.
import { signal, type ReadonlySignal } from '@preact/signals';

export type Platform = 'linux' | 'windows' | 'macos';

/** As `GET /api/downloads` lists it (protocol H13). */
export interface OfferedFile {
  name: string;
  /** Bytes. */
  size: number;
  platform?: Platform;
  kind?: string;
  arch?: string;
  version?: string;
}

export type DownloadsState =
  | { name: 'asking' }
  | { name: 'failed' }
  /** `own`: for this computer, what fits best first. */
  | { name: 'listed'; own: readonly OfferedFile[]; others: readonly OfferedFile[] };

export interface DownloadsModel {
  readonly state: ReadonlySignal<DownloadsState>;
  ask(): Promise<void>;
}

export interface DownloadsOptions {
  fetch: (url: string) => Promise<Pick<Response, 'ok' | 'json'>>;
  platform: Platform | undefined;
}

export function createDownloads({ fetch, platform }: DownloadsOptions): DownloadsModel {
  const state = signal<DownloadsState>({ name: 'asking' });
  const list = async (): Promise<DownloadsState> => {
    const response = await fetch('/api/downloads');
    if (!response.ok) return { name: 'failed' };
    const { files } = (await response.json()) as { files: OfferedFile[] };
    // What no system can open as it is, such as sums, is for whoever looks for it.
    const packages = files.filter(({ kind }) => kind !== undefined);
    const isOwn = (file: OfferedFile): boolean => platform !== undefined && file.platform === platform;
    return { name: 'listed', own: packages.filter(isOwn), others: packages.filter((file) => !isOwn(file)) };
  };
  return {
    state,
    async ask() {
      state.value = { name: 'asking' };
      state.value = await list().catch((): DownloadsState => ({ name: 'failed' }));
    },
  };
}

export function platformOf(userAgent: string): Platform | undefined {
  if (userAgent.includes('Windows')) return 'windows';
  if (userAgent.includes('Macintosh')) return 'macos';
  return /Linux|CrOS/.test(userAgent) ? 'linux' : undefined;
}

export const addressOf = ({ name }: OfferedFile): string => `/downloads/${encodeURIComponent(name)}`;

/** What installs it from a terminal in the folder of downloads; only a `.deb` takes more than opening it. */
export function installLine({ name, kind }: OfferedFile): string | undefined {
  if (kind !== 'deb') return undefined;
  const file = `./${name}`;
  return `sudo apt install ${/^[\w./~+-]+$/.test(file) ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`}`;
}
