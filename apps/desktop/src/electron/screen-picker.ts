// Lets the person choose which screen or window to share.
import type { IpcMainEvent, Streams } from 'electron';
import type { ShownSource } from '../pages/picker-messages.ts';
import type { Language } from '@parley/languages';
import type { ElectronModule } from './shell.ts';

export interface PickerParts {
  electron: ElectronModule;
  /** Absolute paths. */
  page: string;
  preload: string;
  language: Language;
  /** Whether the page asked for the computer's sound too. */
  withSound: boolean;
}

const THUMBNAIL = { width: 320, height: 180 };

/** Nothing where the person closes the window. Rejects where screens can't be read. */
export async function pickScreen({
  electron,
  page,
  preload,
  language,
  withSound,
}: PickerParts): Promise<Streams | null> {
  const sources = await electron.desktopCapturer.getSources({
    types: ['screen', 'window'],
    thumbnailSize: THUMBNAIL,
  });
  const window = new electron.BrowserWindow({
    width: 760,
    height: 560,
    autoHideMenuBar: true,
    webPreferences: { preload, contextIsolation: true, sandbox: true, nodeIntegration: false },
  });
  const { webContents: contents } = window;
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => event.preventDefault());

  const chosen = await new Promise<string | undefined>((resolve) => {
    const heard = (event: IpcMainEvent, json: unknown): void => {
      if (event.sender !== contents || typeof json !== 'string') return;
      const answer: unknown = JSON.parse(json);
      if (answer === 'ready') {
        const shown: ShownSource[] = sources.map(({ id, name, thumbnail }) => ({
          id,
          name,
          picture: thumbnail.toDataURL(),
        }));
        contents.send('parley', JSON.stringify({ sources: shown }));
      } else if (typeof answer === 'object' && answer !== null && 'id' in answer) {
        resolve(String(answer.id));
      }
    };
    electron.ipcMain.on('parley', heard);
    window.once('closed', () => {
      electron.ipcMain.off('parley', heard);
      resolve(undefined);
    });
    window.loadFile(page, { query: { language } }).catch(() => window.destroy());
  });
  if (!window.isDestroyed()) window.destroy();
  const source = sources.find(({ id }) => id === chosen);
  if (!source) return null;
  // Electron takes the whole computer's sound on Windows alone.
  return { video: source, ...(withSound && process.platform === 'win32' && { audio: 'loopback' as const }) };
}
