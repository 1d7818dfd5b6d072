// What the client's own page and the client say to each other.
import * as v from 'valibot';

export const setupForm = v.variant('do', [
  /** The page is there, and wants to know how things stand. */
  v.object({ do: v.literal('hello') }),
  v.object({ do: v.literal('use'), address: v.string(), autostart: v.boolean() }),
  v.object({ do: v.literal('forget'), server: v.string() }),
]);
export type SetupForm = v.InferOutput<typeof setupForm>;

export interface SetupState {
  /** That `problem` is about, and to begin with. */
  readonly address: string;
  /** Origins of those that were used before. */
  readonly servers: readonly string[];
  readonly autostart: boolean;
  /** What is wrong, in a sentence. */
  readonly problem: string | undefined;
  /** A server is being asked. */
  readonly busy: boolean;
}
