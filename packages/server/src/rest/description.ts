// The OpenAPI 3.1 description of the REST API, made from its operations and their schemas.
import type { ErrorCode } from '@parley/protocol';
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ownVersion } from '../version.ts';
import { OPERATIONS, type Operation } from './operations.ts';
import { NAMED } from './schemas.ts';
import { statusOf } from './status.ts';

type Json = Record<string, unknown>;

/** What may be in the way of any request. */
const ALWAYS: readonly ErrorCode[] = [
  'not-signed-in',
  'token-invalid',
  'foreign-origin',
  'account-banned',
  'too-many-attempts',
  'rate-limited',
  'internal',
  'server-busy',
];
const OF_A_BODY: readonly ErrorCode[] = ['bad-message', 'too-large'];

/** OpenAPI Specification 3.1.1. */
export function describeApi(): Json {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version: ownVersion(),
      description:
        'For programs of the operator’s, on servers: a key may do all of it, so none belongs into a browser, and a ' +
        'request that a page sends is refused. docs/rest.md shows how to begin.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    paths: pathsOf(OPERATIONS),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key of `parley key`.' } },
      schemas: Object.fromEntries(
        Object.entries(NAMED).map(([name, schema]) => [name, schemaOf(schema, name)]),
      ),
    },
  };
}

function pathsOf(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return paths;
}

function describe(operation: Operation): Json {
  const { id, summary, description, body } = operation;
  const parameters = [...parametersOf(operation, 'path'), ...parametersOf(operation, 'query')];
  return {
    operationId: id,
    summary,
    description,
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: jsonOf(body) } }),
    responses: { ...answersOf(operation), ...failuresOf(operation) },
  };
}

function parametersOf(operation: Operation, where: 'path' | 'query'): Json[] {
  const fields = where === 'path' ? operation.inPath : operation.query;
  const { properties = {}, required = [] } = fields ? toJson(fields) : {};
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: required.includes(name),
    schema,
  }));
}

function answersOf({ answers }: Operation): Json {
  const described = Object.entries(answers).map(([status, [words, shape]]): [string, Json] => [
    status,
    { description: words, ...(shape && { content: jsonOf(shape) }) },
  ]);
  return Object.fromEntries(described);
}

function failuresOf({ errors, body, query, inPath }: Operation): Json {
  const ofInput = body ? OF_A_BODY : (query ?? inPath) ? (['bad-message'] as const) : [];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...ofInput, ...errors, ...ALWAYS])
    byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  if (body) byStatus.set(415, ['bad-message']);
  const described = [...byStatus].map(([status, codes]): [string, Json] => [
    String(status),
    { description: codes.map((code) => `\`${code}\``).join(', '), content: jsonOf(NAMED.Failure) },
  ]);
  return Object.fromEntries(described);
}

function jsonOf(shape: v.GenericSchema): Json {
  return { 'application/json': { schema: schemaOf(shape) } };
}

/** A reference where it has a name, unless it is that one which is to be spelt out. */
function schemaOf(schema: v.GenericSchema, own?: string): Json {
  const named = Object.entries(NAMED).find(([name, one]) => one === schema && name !== own);
  return named ? { $ref: `#/components/schemas/${named[0]}` } : { ...toJson(schema, own) };
}

function toJson(schema: v.GenericSchema, own?: string): ReturnType<typeof toJsonSchema> {
  const definitions = Object.fromEntries(Object.entries(NAMED).filter(([name]) => name !== own));
  const {
    $schema: _draft,
    $defs: _defs,
    ...rest
  } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    // How a check goes is said in words beside it.
    ignoreActions: ['check'],
    definitions,
    overrideRef: ({ referenceId }) => `#/components/schemas/${referenceId}`,
  });
  return rest;
}
