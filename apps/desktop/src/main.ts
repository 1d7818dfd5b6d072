// The program `parley-desktop`: the client in Node, its windows in the browser that is already on this computer.
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import { createAppModeShell } from './app-mode/shell.ts';
import { run } from './core/run.ts';
import { systemLanguages } from './words/system-languages.ts';

/** Ms for what is still on its way to the server, and no longer: nothing is to keep a process that has ended. */
const LAST_WORDS = 1_000;

const own = process.env['PARLEY_DESKTOP_COMMAND'];

process.exitCode = await run({
  args: process.argv.slice(2),
  version: manifest.version,
  folder: fileURLToPath(new URL('.', import.meta.url)),
  languages: systemLanguages(process.env, [Intl.DateTimeFormat().resolvedOptions().locale]),
  openShell: ({ paths, log, language }) =>
    createAppModeShell({
      profile: paths.profile,
      browser: process.env['PARLEY_DESKTOP_BROWSER'],
      browserArgs: (process.env['PARLEY_DESKTOP_BROWSER_ARGS'] ?? '').split(' ').filter((arg) => arg !== ''),
      command: own === undefined ? [process.execPath, fileURLToPath(import.meta.url)] : [own],
      log,
      language,
    }),
});
setTimeout(() => process.exit(), LAST_WORDS).unref();
