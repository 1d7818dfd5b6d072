// Settings from flags, then the environment, then a file, then the defaults. Anything unknown or wrong is refused.
import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { EXIT, StartFailure } from '../start-failure.ts';
import { nearest } from './nearest.ts';
import { readValue } from './setting.ts';
import {
  defaultSettings,
  flagOf,
  SETTING_NAMES,
  SETTINGS,
  variableOf,
  type SettingName,
  type Settings,
} from './settings.ts';

export interface Sources {
  /** Values of each flag, by its name without dashes. */
  flags: ReadonlyMap<string, readonly string[]>;
  env: Readonly<Record<string, string | undefined>>;
  /** Relative paths of flags and environment start here. */
  cwd: string;
}

export interface Loaded {
  settings: Settings;
  /** Sentences for the operator about what looks wrong and does no harm. */
  notes: string[];
}

type Values = Partial<Record<SettingName, string | number | readonly string[]>>;

const FILE = 'parley.json';
const CONFIG_VARIABLE = 'PARLEY_CONFIG';

/** Throws StartFailure with the sentence that names the culprit. */
export function loadSettings(sources: Sources): Loaded {
  const given: Values = { ...fromEnvironment(sources), ...fromFlags(sources) };
  const defaults = fromDefaults(sources.cwd);
  const file = fromFile(sources, String(given.data ?? defaults.data));
  return { settings: { ...defaults, ...file, ...given } as Settings, notes: strayVariables(sources.env) };
}

function fromDefaults(cwd: string): Settings {
  const settings = defaultSettings();
  return { ...settings, data: resolve(cwd, settings.data) };
}

function fromFlags({ flags, cwd }: Sources): Values {
  const values: Values = {};
  for (const name of SETTING_NAMES) {
    const given = flags.get(flagOf(name)) ?? [];
    if (given.length === 0) continue;
    if ('secret' in SETTINGS[name]) throw usage(secretOnCommandLine(name));
    // A flag that is given again replaces itself; a list grows.
    const raw = SETTINGS[name].kind === 'list' ? given.join(',') : given.at(-1);
    values[name] = read(name, raw, { called: `--${flagOf(name)}`, base: cwd });
  }
  return values;
}

function fromEnvironment({ env, cwd }: Sources): Values {
  const values: Values = {};
  for (const name of SETTING_NAMES) {
    const variable = variableOf(name);
    const raw = env[variable];
    // An empty variable is how scripts and unit files say "not set".
    if (raw !== undefined && raw !== '') values[name] = read(name, raw, { called: variable, base: cwd });
  }
  return values;
}

function fromFile({ flags, env, cwd }: Sources, data: string): Values {
  const named = flags.get('config')?.at(-1) ?? (env[CONFIG_VARIABLE] || undefined);
  const file = named === undefined ? join(data, FILE) : resolve(cwd, named);
  const text = readText(file, named !== undefined);
  if (text === undefined) return {};
  const content = parseFile(file, text);
  if (named === undefined && 'data' in content) {
    throw usage(`The file ${file} can't set "data", because it is found in the data folder.`);
  }
  const values: Values = {};
  for (const [key, raw] of Object.entries(content)) {
    const name = SETTING_NAMES.find((one) => flagOf(one) === key);
    if (name === undefined) throw usage(unknownKey(file, key));
    values[name] = read(name, raw, { called: `"${key}" in ${file}`, base: dirname(file) });
  }
  return values;
}

function readText(file: string, required: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    // A data folder that is no folder, or is closed to this user, is said by whoever opens it.
    if (!required && (code === 'ENOENT' || code === 'ENOTDIR' || isClosed(dirname(file)))) return undefined;
    throw usage(
      `The configuration file ${file} can't be read (${message}): check its name and who may read it.`,
    );
  }
}

function isClosed(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return false;
  } catch {
    return true;
  }
}

function parseFile(file: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    // The engine quotes what is around the place, which may be a secret.
    const why = (cause as Error).message.replace(/, (?:\.{3})?".*$/s, '');
    throw usage(`The configuration file ${file} is not valid JSON (${why}).`);
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw usage(`The configuration file ${file} must hold one JSON object, like {"port": 9900}.`);
  }
  return content as Record<string, unknown>;
}

function read(
  name: SettingName,
  raw: unknown,
  from: { called: string; base: string },
): string | number | readonly string[] {
  const setting = SETTINGS[name];
  const value = readValue(setting, raw);
  if (!value.ok) {
    // What is said here ends up in logs.
    const given = 'secret' in setting ? 'what is there' : JSON.stringify(raw);
    throw usage(`${from.called} must be ${value.error}, not ${given}.`);
  }
  return setting.kind === 'path' ? resolve(from.base, String(value.value)) : value.value;
}

function unknownKey(file: string, key: string): string {
  const meant = nearest(key, SETTING_NAMES.map(flagOf));
  const hint = meant === undefined ? '.' : `; did you mean "${meant}"?`;
  return `The configuration file ${file} has an unknown key ${JSON.stringify(key)}${hint}`;
}

function secretOnCommandLine(name: SettingName): string {
  const [flag, variable] = [flagOf(name), variableOf(name)];
  return `--${flag} would show a secret to everybody on this machine: give it as ${variable}, or as "${flag}" in the configuration file.`;
}

/** Other programs may use the prefix, so a stray variable stops nothing; a misspelt one is worth a sentence. */
function strayVariables(env: Sources['env']): string[] {
  const known = [...SETTING_NAMES.map(variableOf), CONFIG_VARIABLE];
  return Object.keys(env)
    .filter((variable) => variable.startsWith('PARLEY_') && !known.includes(variable))
    .flatMap((variable) => {
      const meant = nearest(variable, known);
      return meant === undefined
        ? []
        : [`The environment variable ${variable} is no setting; did you mean ${meant}?`];
    });
}

function usage(message: string): StartFailure {
  return new StartFailure(EXIT.usage, message);
}
