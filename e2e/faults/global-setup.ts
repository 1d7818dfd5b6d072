// Builds what the server runs, once, before any test against the real one.
import { build } from '../../scripts/build.mjs';

/** Called by vitest. */
export async function setup(): Promise<void> {
  await build(['server', 'web', 'sdk']);
}
