// Loads the operator's own code, and says in a sentence what keeps it from being loaded.
import { statSync } from 'node:fs';
import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import { EXIT, StartFailure } from '../start-failure.ts';
import type { ServerDefinition } from './define-server.ts';
import { readDefinition } from './read-definition.ts';

const OWN_NAME = '@parley/server';
/** This package, built or from source. */
const OWN_URL = new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js', import.meta.url)
  .href;

/** What is in the file, or what was given by a program that has the server in it. Throws StartFailure. */
export async function loadApp(app: string | ServerDefinition): Promise<ServerDefinition> {
  if (typeof app !== 'string') return checked('The app that was given to startServer', app);
  const exported = await importApp(app);
  if (!('default' in exported))
    throw failure(`The app ${app} has no default export: write "export default { handlers, hooks }".`);
  return checked(`The app ${app}`, exported.default);
}

function checked(app: string, value: unknown): ServerDefinition {
  const definition = readDefinition(value);
  if (!definition.ok) throw failure(`${app} ${definition.error}.`);
  return definition.value;
}

async function importApp(file: string): Promise<object> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw failure(`There is no file ${file}: --app takes the path of a JavaScript module.`);
  if (!findsUs(file)) register(resolverUrl());
  try {
    return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as object;
  } catch (cause) {
    throw failure(sentenceOf(file, cause), { cause });
  }
}

/** A file anywhere may import this package, installed beside it or not. */
function findsUs(file: string): boolean {
  try {
    createRequire(file).resolve(OWN_NAME);
    return true;
  } catch {
    return false;
  }
}

/** A module of Node's customisation hooks that knows one more name. */
function resolverUrl(): string {
  const source = `export const resolve = (name, context, next) =>
    name === ${JSON.stringify(OWN_NAME)} ? { url: ${JSON.stringify(OWN_URL)}, shortCircuit: true } : next(name, context);`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

function sentenceOf(file: string, cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
    return `The app ${file} is none that this Node.js (${process.versions.node}) can load: compile TypeScript to .js or .mjs first, or use Node.js 22.18 or newer.`;
  }
  const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return `The app ${file} could not be loaded (${why}).`;
}

function failure(message: string, options?: ErrorOptions): StartFailure {
  return new StartFailure(EXIT.app, message, options);
}
