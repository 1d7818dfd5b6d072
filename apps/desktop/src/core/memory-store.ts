// What the client remembers by itself between two starts: sign-ins, places of windows, what it has told once.
import { join } from 'node:path';
import * as v from 'valibot';
import type { Bounds } from '../shell.ts';
import { readJson, writeJson } from './json-file.ts';

const signIns = v.record(v.string(), v.object({ user: v.string(), cookie: v.string() }));
const places = v.object({
  bounds: v.optional(
    v.object({
      x: v.optional(v.number()),
      y: v.optional(v.number()),
      width: v.pipe(v.number(), v.minValue(200)),
      height: v.pipe(v.number(), v.minValue(200)),
    }),
  ),
  /** Names of what is told only once. */
  told: v.optional(v.array(v.string()), []),
});

/** By what a person is signed in at one server. */
export interface SignIn {
  readonly user: string;
  /** Value of the header `Cookie`. A secret. */
  readonly cookie: string;
}

export interface MemoryStore {
  signIn(server: string): SignIn | undefined;
  rememberSignIn(server: string, signIn: SignIn): void;
  forgetSignIn(server: string): void;
  readonly bounds: Bounds | undefined;
  rememberBounds(bounds: Bounds): void;
  /** Whether this is the first time. */
  tellOnce(what: string): boolean;
}

/** What can't be read is lost, and said to `doubt`: a window at another place is no reason not to start. */
export function openMemory(folder: string, doubt: (sentence: string) => void): MemoryStore {
  const files = { signIns: join(folder, 'sign-ins.json'), places: join(folder, 'places.json') };
  const known = read(files.signIns, signIns, doubt) ?? {};
  let here: v.InferOutput<typeof places> = read(files.places, places, doubt) ?? { told: [] };
  const savePlaces = (next: typeof here): void => writeJson(files.places, (here = next));
  return {
    signIn: (server) => (Object.hasOwn(known, server) ? known[server] : undefined),
    rememberSignIn(server, signIn) {
      known[server] = signIn;
      writeJson(files.signIns, known);
    },
    forgetSignIn(server) {
      if (!Object.hasOwn(known, server)) return;
      delete known[server];
      writeJson(files.signIns, known);
    },
    get bounds() {
      return here.bounds as Bounds | undefined;
    },
    rememberBounds: (bounds) => savePlaces({ ...here, bounds }),
    tellOnce(what) {
      if (here.told.includes(what)) return false;
      savePlaces({ ...here, told: [...here.told, what] });
      return true;
    },
  };
}

function read<T>(
  file: string,
  schema: v.GenericSchema<unknown, T>,
  doubt: (sentence: string) => void,
): T | undefined {
  try {
    const found = readJson(file);
    return found === undefined ? undefined : v.parse(schema, found);
  } catch (error) {
    doubt(`${file} is not used: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
