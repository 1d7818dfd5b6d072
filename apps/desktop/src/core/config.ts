// What the person has chosen: the servers they use, and how the client behaves. A file that they may edit themselves.
import * as v from 'valibot';
import { readJson, writeJson } from './json-file.ts';
import { readAddress } from './server-address.ts';

const address = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = readAddress(dataset.value);
    if (read.ok) return read.value;
    addIssue({ message: read.error });
    return NEVER;
  }),
);

const schema = v.strictObject({
  /** Origins. The first is the one in use, the others were. */
  servers: v.optional(v.array(address), []),
  /** Closing the window leaves the client running, so that it rings. */
  closeToTray: v.optional(v.boolean(), true),
  /** Asks the server, once a day, whether it has a newer client. */
  updates: v.optional(v.boolean(), true),
  /** PEM file of an authority to trust besides those of this computer. */
  ca: v.optional(v.string()),
});

export type Config = v.InferOutput<typeof schema>;

export interface ConfigStore {
  readonly current: Config;
  /** Puts this server first. */
  use(server: string): void;
  forget(server: string): void;
}

/** Throws an Error with a sentence where the file is there and can't be meant. */
export function openConfig(file: string): ConfigStore {
  let current = readConfig(file);
  const save = (servers: string[]): void => {
    current = { ...current, servers };
    writeJson(file, current);
  };
  return {
    get current() {
      return current;
    },
    use(server) {
      if (current.servers[0] === server) return;
      save([server, ...current.servers.filter((one) => one !== server)]);
    },
    forget: (server) => save(current.servers.filter((one) => one !== server)),
  };
}

function readConfig(file: string): Config {
  const result = v.safeParse(schema, readJson(file) ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new Error(
    `The configuration ${file} is wrong${path === null ? '' : ` at "${path}"`}: ${issue.message}`,
  );
}
