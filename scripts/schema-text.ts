// Says in a line what a valibot schema accepts, in TypeScript's own notation.
import type { GenericSchema } from 'valibot';

export type Schema = GenericSchema;
/** Schemas, by their `partKey`, that are called by a name instead of being spelled out. */
export type Names = ReadonlyMap<unknown, string>;

export interface Field {
  name: string;
  type: string;
  optional: boolean;
}

/** The parts of valibot's schema objects that are read here; its generic types hide them. */
interface Inside {
  kind: string;
  type: string;
  pipe?: readonly Inside[];
  name?: string;
  entries?: Record<string, Inside>;
  wrapped?: Inside;
  item?: Inside;
  literal?: unknown;
  options?: readonly unknown[];
}

/** What a schema is known by in `Names`: an object's entries, because a loose and a strict object may share them. */
export function partKey(schema: Schema): unknown {
  return (schema as unknown as Inside).entries ?? schema;
}

/** The fields of an object schema, in their order. */
export function fieldsOf(schema: Schema, names: Names): Field[] {
  return fields(schema, names);
}

export function describe(schema: Schema, names: Names): string {
  return text(schema, names);
}

function fields(schema: Inside, names: Names): Field[] {
  return Object.entries(schema.entries ?? {}).map(([name, field]) =>
    field.type === 'optional'
      ? { name, type: text(field.wrapped ?? field, names), optional: true }
      : { name, type: text(field, names), optional: false },
  );
}

function text(schema: Inside, names: Names): string {
  const name =
    names.get(schema.entries ?? schema) ?? schema.pipe?.find((step) => step.type === 'brand')?.name;
  if (name !== undefined) return name;
  switch (schema.type) {
    case 'string':
    case 'boolean':
      return schema.type;
    case 'number':
      return schema.pipe?.some((step) => step.type === 'integer') ? 'integer' : 'number';
    case 'literal':
      return JSON.stringify(schema.literal).replaceAll('"', "'");
    case 'picklist':
      return (schema.options ?? []).map((option) => `'${String(option)}'`).join(' | ');
    case 'nullable':
      return `${text(inner(schema.wrapped), names)} | null`;
    case 'array': {
      const item = text(inner(schema.item), names);
      return item.includes('|') ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
    case 'strict_object':
      return `{ ${fields(schema, names)
        .map((field) => `${field.name}${field.optional ? '?' : ''}: ${field.type}`)
        .join('; ')} }`;
    case 'variant':
      return (schema.options ?? []).map((option) => text(option as Inside, names)).join(' | ');
    default:
      throw new Error(`scripts/schema-text.ts can't describe valibot's ${schema.type} yet`);
  }
}

function inner(schema: Inside | undefined): Inside {
  if (!schema) throw new Error('a wrapping schema without its content');
  return schema;
}
