// The program by Electron: the same client, its windows Electron's own.
import { join } from 'node:path';
import * as electron from 'electron';
import manifest from '../../package.json' with { type: 'json' };
import { findPaths } from '../core/paths.ts';
import { run } from '../core/run.ts';
import { openPins } from './pins.ts';
import { ElectronShell } from './shell.ts';

const { app } = electron;
const folder = import.meta.dirname;

app.setPath('userData', findPaths(folder).profile);
// It rings without a window, too.
app.on('window-all-closed', () => undefined);
await app.whenReady();

const code = await run({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  version: manifest.version,
  folder,
  // Chromium's choice knows `--lang` and the person's settings; it is one language of those that they may read.
  languages: [app.getLocale(), ...app.getPreferredSystemLanguages()],
  openShell: ({ paths, language }) => {
    const pins = openPins(join(paths.state, 'certificates.json'));
    return Promise.resolve(
      new ElectronShell({
        electron,
        partition: 'persist:parley',
        preload: join(folder, 'preload.cjs'),
        pickerPage: join(folder, 'picker.html'),
        pins,
        language,
        muteKey: 'CommandOrControl+Alt+M',
      }),
    );
  },
});
app.exit(code);
