// Whether this Node.js is one that Parley is made for.
import { fail, ok, type Check } from './check.ts';

const OLDEST = [20, 19] as const;

/** `version` without the v, such as 20.19.0. */
export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  if (isNew) return ok('node', `Node.js ${version} will do.`);
  return fail('node', `Node.js ${version} is older than ${OLDEST.join('.')}: install a newer one.`);
}
