// Which version this is.
import { readFileSync } from 'node:fs';

/** As package.json has it. */
export function ownVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return String((JSON.parse(readFileSync(file, 'utf8')) as { version: unknown }).version);
}
