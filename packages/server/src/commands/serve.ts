// `parley serve`: starts the server, says where it is, and stops it when asked.
import { columns, settingsHelp } from '../config/help.ts';
import type { Loaded } from '../config/load.ts';
import { startServer } from '../main.ts';
import { EXIT, type ExitCode } from '../start-failure.ts';
import { announce } from './announce.ts';
import { say, type Io } from './io.ts';

export const SERVE_HELP = `Starts the Parley server.

Usage: parley [serve] [settings]

Each setting is also a variable of the environment (--max-sessions is PARLEY_MAX_SESSIONS) and a key
of the configuration file ("max-sessions"). A flag wins over the environment, that over the file.

Settings:
${columns('--config FILE', 'JSON file with settings (parley.json in the data folder, where there is one)')}
${settingsHelp()}
`;

export async function serve({ settings, notes }: Loaded, io: Io): Promise<ExitCode> {
  for (const note of notes) say(io.stderr, note);
  const server = await startServer(settings);
  for (const line of announce(server)) say(io.stdout, line);
  say(io.stdout, `Parley is ready at ${server.url}`);
  await io.stopped;
  await server.close();
  return EXIT.ok;
}
