// What the person has chosen: the servers they use, and how the client behaves. A file that they may edit themselves.
import * as v from 'valibot';
import { en } from '../words/en.ts';
import { readJson, writeJson } from './json-file.ts';
import { readAddress } from './server-address.ts';

const address = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const read = readAddress(dataset.value, en);
    if (read.ok) return read.value;
    addIssue({ message: read.error });
    return NEVER;
  }),
);

const schema = v.strictObject({
  /** Origins. The first is the one in use, the others were. */
  servers: v.exactOptional(v.pipe(v.array(address), v.readonly())),
  /** Closing the window leaves the client running, so that it rings. */
  closeToTray: v.exactOptional(v.boolean()),
  /** Asks the server, once a day, whether it has a newer client. */
  updates: v.exactOptional(v.boolean()),
  /** PEM file of an authority to trust besides those of this computer. */
  ca: v.exactOptional(v.string()),
});

type Choices = v.InferOutput<typeof schema>;

export interface Config extends Choices {
  readonly servers: readonly string[];
  readonly closeToTray: boolean;
  readonly updates: boolean;
}

export interface ConfigStore {
  readonly current: Config;
  /** Puts this server first. */
  use(server: string): void;
  forget(server: string): void;
}

/**
 * `file` is the person's, and what they have chosen counts; the first of `defaults` that is there says the rest. Throws an
 * Error with a sentence where one of them is there and can't be meant.
 */
export function openConfig(file: string, defaults: readonly string[] = []): ConfigStore {
  const given = defaults.map(readChoices).find((choices) => choices !== undefined);
  let own = readChoices(file) ?? {};
  const servers = (): readonly string[] => own.servers ?? given?.servers ?? [];
  const save = (next: readonly string[]): void => {
    own = { ...own, servers: [...next] };
    writeJson(file, own);
  };
  return {
    get current() {
      return { closeToTray: true, updates: true, ...given, ...own, servers: servers() };
    },
    use(server) {
      if (servers()[0] === server) return;
      save([server, ...servers().filter((one) => one !== server)]);
    },
    forget: (server) => save(servers().filter((one) => one !== server)),
  };
}

function readChoices(file: string): Choices | undefined {
  const found = readJson(file);
  if (found === undefined) return undefined;
  const result = v.safeParse(schema, found);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new Error(
    `The configuration ${file} is wrong${path === null ? '' : ` at "${path}"`}: ${issue.message}`,
  );
}
