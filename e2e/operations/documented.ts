// What docs/operations.md and its neighbours tell an operator to type, so that the tests try it as written.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(import.meta.dirname, '../../docs');

/** The block of code of this language under the heading, with texts replaced; each of them has to be there. */
export function documented(
  heading: string,
  language: string,
  replaced: Readonly<Record<string, string>> = {},
  page = 'operations.md',
): string {
  const section = readFileSync(join(DOCS, page), 'utf8')
    .split(/^## /m)
    .find((one) => one.startsWith(`${heading}\n`));
  const [, block] = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(section ?? '') ?? [];
  if (block === undefined) throw new Error(`docs/${page} has no ${language} block under "${heading}"`);
  let text = block;
  for (const [from, to] of Object.entries(replaced)) {
    if (!text.includes(from)) throw new Error(`the ${language} block under "${heading}" has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

/** The flags of the first `parley serve` under the heading. */
export function documentedFlags(heading: string, replaced: Readonly<Record<string, string>> = {}): string[] {
  const [command = ''] = /^parley serve .*$/m.exec(documented(heading, '', replaced)) ?? [];
  return command.split(/\s+/).slice(2);
}
