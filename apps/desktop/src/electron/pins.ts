// The roots that the person trusts, by host: what they are known by, and themselves for the session without a window.
import * as v from 'valibot';
import { readJson, writeJson } from '../core/json-file.ts';

const schema = v.record(v.string(), v.object({ fingerprint: v.string(), root: v.string() }));
export type Pin = v.InferOutput<typeof schema>[string];

export interface Pins {
  get(host: string): Pin | undefined;
  set(host: string, pin: Pin): void;
}

/** Throws an Error with a sentence where the file is there and can't be meant. */
export function openPins(file: string): Pins {
  const result = v.safeParse(schema, readJson(file) ?? {});
  if (!result.success) throw new Error(`The file ${file} is not what Parley wrote: delete it to begin anew.`);
  const pins = new Map(Object.entries(result.output));
  return {
    get: (host) => pins.get(host),
    set(host, pin) {
      pins.set(host, pin);
      writeJson(file, Object.fromEntries(pins));
    },
  };
}
