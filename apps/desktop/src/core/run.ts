// One start of the client, by whatever shows its windows: the arguments, the one instance, and the end.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DesktopShell } from '../shell.ts';
import { App } from './app.ts';
import { HELP, readCommandLine, type CommandLine } from './arguments.ts';
import { openConfig } from './config.ts';
import { openLog, type Log } from './log.ts';
import { openMemory } from './memory-store.ts';
import { findPaths, type Paths } from './paths.ts';
import { pickLanguage, type Language } from '@parley/languages';
import { WORDS } from '../words/words.ts';
import { claimInstance, type Instance } from './single-instance.ts';

export interface RunOptions {
  readonly args: readonly string[];
  readonly version: string;
  /** Folder of the program, with the client's own page in it. */
  readonly folder: string;
  /** BCP 47 or POSIX, what the person reads best first. Of what is written to a terminal or the log, all is English. */
  readonly languages: readonly string[];
  /** Rejects with a sentence where this computer has nothing to show windows by. */
  openShell(parts: { paths: Paths; log: Log; language: Language }): Promise<DesktopShell>;
}

/** As the server's: what was asked for can't be meant. */
const USAGE = 2;

/** Resolves with the exit code, once everything is over. */
export async function run(options: RunOptions): Promise<number> {
  const line = readCommandLine(options.args);
  if (!line.ok) return complain(line.error, USAGE);
  if (line.value.show === 'help') return print(HELP);
  if (line.value.show === 'version') return print(`${options.version}\n`);
  try {
    return await runFirst(options, line.value);
  } catch (error) {
    return complain(error instanceof Error ? error.message : String(error), 1);
  }
}

async function runFirst(options: RunOptions, line: CommandLine): Promise<number> {
  const paths = findPaths(options.folder);
  if (line.show === 'doctor') return doctor(options, paths);
  const early: string[][] = [];
  let app: App | undefined;
  const instance = await claimInstance({
    address: paths.socket,
    args: options.args,
    onStart: (args) => (app ? app.handleArguments(args) : early.push([...args])),
  });
  if (!instance) return 0;
  if (line.say !== undefined) {
    await instance.close();
    return complain('Parley is not running.', 1);
  }
  try {
    const log = openLog(paths.log, (text) => line.verbose && process.stderr.write(text));
    log(
      `Parley ${options.version} starts, Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    );
    // Who starts with the computer has no terminal that would tell why it ended.
    process.on('uncaughtExceptionMonitor', (error) =>
      log(`a bug ends Parley: ${error.stack ?? String(error)}`),
    );
    const config = openConfig(paths.config, paths.defaults);
    const memory = openMemory(paths.state, log);
    const language = pickLanguage(options.languages);
    const shell = await options.openShell({ paths, log, language });
    const { version } = options;
    app = new App({
      shell,
      config,
      memory,
      version,
      log,
      words: WORDS[language],
      setupUrl: `${pathToFileURL(join(options.folder, 'setup.html')).href}?language=${language}`,
    });
    app.start(line);
    for (const args of early) app.handleArguments(args);
    await untilEnd(app, shell, instance);
    log('Parley ends');
    return 0;
  } catch (error) {
    await instance.close();
    throw error;
  }
}

async function untilEnd(app: App, shell: DesktopShell, instance: Instance): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  await app.ended;
  await shell.close();
  await instance.close();
}

async function doctor(options: RunOptions, paths: Paths): Promise<number> {
  const log = (sentence: string): void => void process.stdout.write(`${sentence}\n`);
  const { current } = openConfig(paths.config, paths.defaults);
  const shell = await options.openShell({ paths, log, language: 'en' });
  log(`Server: ${current.servers[0] ?? 'none yet'}`);
  for (const limit of shell.limits) log(limit);
  if (shell.limits.length === 0) log('This computer can do all that Parley does.');
  log(`Configuration: ${paths.config}`);
  log(`Log: ${paths.log}`);
  await shell.close();
  return 0;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
