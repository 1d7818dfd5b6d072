// Stands in for valibot in the SDK's bundles: the part of it that the protocol's schemas use, which says only whether a
// value is right and not what is wrong with it. A client tells nobody what was wrong with a frame, and valibot's reports
// are most of what it weighs (docs/adr/0019). That both take and refuse the same is proved beside this file.

const BAD = Symbol('bad');

/** Answers the value, without what an object does not know, or BAD. */
type Schema = (value: unknown) => unknown;
type Entries = Record<string, Schema>;
type ObjectSchema = Schema & { entries: Entries };

/* @__NO_SIDE_EFFECTS__ */
function test(is: (value: never) => boolean): Schema {
  return (value) => (is(value as never) ? value : BAD);
}

/* @__NO_SIDE_EFFECTS__ */
export const string = (): Schema => test((value) => typeof value === 'string');
/* @__NO_SIDE_EFFECTS__ */
export const number = (): Schema => test((value) => typeof value === 'number' && !Number.isNaN(value));
/* @__NO_SIDE_EFFECTS__ */
export const boolean = (): Schema => test((value) => typeof value === 'boolean');
/* @__NO_SIDE_EFFECTS__ */
export const unknown = (): Schema => (value) => value;
/* @__NO_SIDE_EFFECTS__ */
export const literal = (only: unknown): Schema => test((value) => value === only);
/* @__NO_SIDE_EFFECTS__ */
export const picklist = (list: readonly unknown[]): Schema => test((value) => list.includes(value));
/* @__NO_SIDE_EFFECTS__ */
export const regex = (pattern: RegExp): Schema => test((value: string) => pattern.test(value));
/* @__NO_SIDE_EFFECTS__ */
export const nonEmpty = (): Schema => test((value: string) => value.length > 0);
/* @__NO_SIDE_EFFECTS__ */
export const minLength = (least: number): Schema => test((value: string) => value.length >= least);
/* @__NO_SIDE_EFFECTS__ */
export const maxLength = (most: number): Schema => test((value: string) => value.length <= most);
/* @__NO_SIDE_EFFECTS__ */
export const integer = (): Schema => test((value) => Number.isInteger(value));
/* @__NO_SIDE_EFFECTS__ */
export const minValue = (least: number): Schema => test((value: number) => value >= least);
/* @__NO_SIDE_EFFECTS__ */
export const maxValue = (most: number): Schema => test((value: number) => value <= most);
/* @__NO_SIDE_EFFECTS__ */
export const check = (is: (value: never) => boolean): Schema => test(is);
/* @__NO_SIDE_EFFECTS__ */
export const brand = (): Schema => unknown();

/* @__NO_SIDE_EFFECTS__ */
export function pipe(...steps: Schema[]): Schema {
  return (value) => steps.reduce((result, step) => (result === BAD ? BAD : step(result)), value);
}

/* @__NO_SIDE_EFFECTS__ */
export function optional(schema: Schema): Schema {
  return (value) => (value === undefined ? value : schema(value));
}

/* @__NO_SIDE_EFFECTS__ */
export function nullable(schema: Schema): Schema {
  return (value) => (value === null ? value : schema(value));
}

/* @__NO_SIDE_EFFECTS__ */
export function array(item: Schema): Schema {
  return (value) => {
    if (!Array.isArray(value)) return BAD;
    const items = value.map((one) => item(one));
    return items.includes(BAD) ? BAD : items;
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function object(entries: Entries): ObjectSchema {
  return Object.assign((value: unknown) => fields(entries, value), { entries });
}

/* @__NO_SIDE_EFFECTS__ */
export function strictObject(entries: Entries): ObjectSchema {
  const isKnown = (key: string): boolean => Object.hasOwn(entries, key);
  const strict: Schema = (value) => {
    const result = fields(entries, value);
    return result !== BAD && Object.keys(value as object).every(isKnown) ? result : BAD;
  };
  return Object.assign(strict, { entries });
}

function fields(entries: Entries, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return BAD;
  const result: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(entries)) {
    const field = schema((value as Record<string, unknown>)[key]);
    if (field === BAD) return BAD;
    if (field !== undefined) result[key] = field;
  }
  return result;
}

/** By the first whose `key` is right. */
/* @__NO_SIDE_EFFECTS__ */
export function variant(key: string, options: ObjectSchema[]): Schema {
  return (value) => {
    const told: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    return options.find(({ entries }) => entries[key]?.(told) !== BAD)?.(value) ?? BAD;
  };
}

/* @__NO_SIDE_EFFECTS__ */
export function union(options: Schema[]): Schema {
  return (value) => options.map((option) => option(value)).find((result) => result !== BAD) ?? BAD;
}

export function safeParse(schema: Schema, value: unknown): { success: boolean; output: unknown } {
  const output = schema(value);
  return { success: output !== BAD, output };
}

export function parse(schema: Schema, value: unknown): unknown {
  const output = schema(value);
  if (output === BAD) throw new TypeError('what the server sent does not fit');
  return output;
}
