// Splits a command line into flags and words, and refuses what the command does not know.
import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@parley/protocol';
import { nearest } from './nearest.ts';

export interface FlagSpec {
  /** Without the dashes. */
  name: string;
  /** A letter for it, without the dash. */
  short?: string;
  takes: 'value' | 'nothing';
}

export interface Arguments {
  words: string[];
  /** Every value that a flag was given, in order; an empty list for a flag that takes nothing. */
  flags: Map<string, string[]>;
}

/** The tokens of node:util's parseArgs, as far as they matter here. */
type Token =
  | { kind: 'positional'; value: string }
  | {
      kind: 'option';
      name: string;
      rawName: string;
      value?: string | undefined;
      inlineValue?: boolean | undefined;
    }
  | { kind: 'option-terminator' };

/** The error is a whole sentence. */
export function splitArguments(
  args: readonly string[],
  known: readonly FlagSpec[],
): Result<Arguments, string> {
  const options = Object.fromEntries(
    known.map(({ name, short, takes }) => {
      const type = takes === 'value' ? ('string' as const) : ('boolean' as const);
      return [name, short === undefined ? { type } : { type, short }];
    }),
  );
  const { tokens } = parseArgs({
    args: [...args],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const result: Arguments = { words: [], flags: new Map() };
  for (const token of tokens) {
    const problem = takeToken(token, known, result);
    if (problem !== undefined) return err(problem);
  }
  return ok(result);
}

function takeToken(token: Token, known: readonly FlagSpec[], into: Arguments): string | undefined {
  if (token.kind === 'positional') into.words.push(token.value);
  if (token.kind !== 'option') return undefined;
  const spec = known.find(({ name }) => name === token.name);
  if (!spec) return unknownFlag(token.rawName, known);
  const values = into.flags.get(spec.name) ?? [];
  into.flags.set(spec.name, values);
  if (spec.takes === 'nothing') {
    return token.value === undefined ? undefined : `The flag ${token.rawName} takes no value.`;
  }
  const isMissing =
    token.value === undefined || (token.inlineValue === false && token.value.startsWith('--'));
  if (isMissing || token.value === undefined) return `The flag ${token.rawName} needs a value.`;
  values.push(token.value);
  return undefined;
}

function unknownFlag(flag: string, known: readonly FlagSpec[]): string {
  const meant = nearest(
    flag.replace(/^-+/, ''),
    known.map(({ name }) => name),
  );
  return `There is no flag ${flag}${meant === undefined ? '.' : `; did you mean --${meant}?`}`;
}
