// The kinds of settings: how a value is read from a flag, the environment or a file, and how it is described.
import { domainToASCII } from 'node:url';
import { assertNever, err, ok, type Result } from '@parley/protocol';

interface Described {
  /** One line for a person. */
  help: string;
}

export interface TextSetting extends Described {
  kind: 'text';
  default: string;
  /** What stands for the value in the help. */
  placeholder: string;
  /** Not for the command line, which everybody on the machine can read. */
  secret?: true;
}

export interface PathSetting extends Described {
  kind: 'path';
  default: string;
  placeholder: string;
}

export interface IntegerSetting extends Described {
  kind: 'integer';
  default: number;
  min: number;
  max: number;
}

export interface ChoiceSetting<C extends string = string> extends Described {
  kind: 'choice';
  default: C;
  choices: readonly C[];
}

/** Separated by commas in a flag, an array in the file. */
export interface ListSetting extends Described {
  kind: 'list';
  default: readonly string[];
  /** What stands for one value in the help. */
  placeholder: string;
  /** What may be given, in words. */
  values: string;
  /** One value as the program keeps it, or `undefined` where it is none. */
  read(text: string): string | undefined;
}

export type Setting = TextSetting | PathSetting | IntegerSetting | ChoiceSetting | ListSetting;

/** The type that a setting's value has in the program. */
export type ValueOf<S extends Setting> = S extends IntegerSetting
  ? number
  : S extends ListSetting
    ? readonly string[]
    : S extends ChoiceSetting<infer C>
      ? C
      : string;

export function choice<const C extends string>(
  choices: readonly C[],
  value: NoInfer<C>,
  help: string,
): ChoiceSetting<C> {
  return { kind: 'choice', choices, default: value, help };
}

export function integer(min: number, max: number, value: number, help: string): IntegerSetting {
  return { kind: 'integer', min, max, default: value, help };
}

/** Reads a value as a flag or a file gives it. The error completes "… must be". */
export function readValue(
  setting: Setting,
  raw: unknown,
): Result<string | number | readonly string[], string> {
  switch (setting.kind) {
    case 'text':
    case 'path':
      return typeof raw === 'string' && raw !== '' ? ok(raw) : err('a text that is not empty');
    case 'integer':
      return readInteger(setting, raw);
    case 'choice': {
      // JSON has true and false where a flag says on and off.
      const named = typeof raw === 'boolean' ? (raw ? 'on' : 'off') : raw;
      const found = setting.choices.find((one) => one === named);
      return found === undefined ? err(describeValues(setting)) : ok(found);
    }
    case 'list':
      return readList(setting, raw);
    default:
      return assertNever(setting);
  }
}

/** What may be given, in words. */
export function describeValues(setting: Setting): string {
  switch (setting.kind) {
    case 'text':
    case 'path':
      return setting.placeholder;
    case 'integer':
      return `a whole number from ${setting.min} to ${setting.max}`;
    case 'choice':
      return setting.choices.length > 2
        ? `one of ${setting.choices.join(', ')}`
        : setting.choices.join(' or ');
    case 'list':
      return `${setting.values}, separated by commas`;
    default:
      return assertNever(setting);
  }
}

function readInteger(setting: IntegerSetting, raw: unknown): Result<number, string> {
  const text = typeof raw === 'number' ? String(raw) : raw;
  const value = typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return value >= setting.min && value <= setting.max ? ok(value) : err(describeValues(setting));
}

function readList(setting: ListSetting, raw: unknown): Result<readonly string[], string> {
  const given: unknown[] = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : [raw];
  const list: string[] = [];
  for (const one of given) {
    const value = typeof one === 'string' ? setting.read(one.trim()) : undefined;
    if (value === undefined) return err(setting.values);
    list.push(value);
  }
  return ok(list);
}

/** An origin of http or https as a browser writes it (RFC 6454 §6.2). */
export function readOrigin(text: string): string | undefined {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text ? text : undefined;
}

/** A host name of several labels in its ASCII form (RFC 5890 §2.3.2.1); no address, no wildcard. */
export function readDomain(text: string): string | undefined {
  const name = domainToASCII(text);
  const isName =
    name.length <= 253 &&
    /^(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?!-)[a-z0-9-]*[a-z][a-z0-9-]*(?<!-)$/.test(name);
  return isName ? name : undefined;
}
