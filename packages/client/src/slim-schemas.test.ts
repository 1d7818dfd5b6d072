import { clientMessages, serverMessages, signInResponse } from '@parley/protocol';
import fc from 'fast-check';
import * as valibot from 'valibot';
import { expect, test, vi } from 'vitest';
import * as slim from './slim-schemas.ts';

/** The protocol's own schemas, made once by valibot and once by the stand-in. */
vi.resetModules();
vi.doMock('valibot', () => slim);
const lean = await import('@parley/protocol');
vi.doUnmock('valibot');

const PAIRS = [
  ...pairsOf(serverMessages, lean.serverMessages),
  ...pairsOf(clientMessages, lean.clientMessages),
  { name: 'sign-in', full: signInResponse, slim: lean.signInResponse },
];

function pairsOf(full: object, slim: object) {
  const others = new Map<string, unknown>(Object.entries(slim));
  return Object.entries(full).map(([name, schema]) => ({
    name,
    full: schema as unknown,
    slim: others.get(name),
  }));
}

type Inside = {
  type: string;
  pipe?: Inside[];
  entries?: Record<string, Inside>;
  wrapped?: Inside;
  item?: Inside;
  literal?: unknown;
  options?: unknown[];
};

/** Values that mostly fit a schema, so that what is told apart is told apart deep inside. */
function near(schema: Inside): fc.Arbitrary<unknown> {
  const wild = fc.oneof(
    fc.constantFrom<unknown>(
      undefined,
      null,
      '',
      'x'.repeat(70_000),
      -1,
      0.5,
      20_000,
      Number.NaN,
      true,
      [],
      {},
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
  return mostly(fitting(schema, wild), wild);
}

function mostly(usual: fc.Arbitrary<unknown>, ...others: fc.Arbitrary<unknown>[]): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: usual }, ...others.map((arbitrary) => ({ weight: 1, arbitrary })));
}

function fitting(schema: Inside, wild: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return mostly(fc.constant('abcdefghijklmnop0123'), fc.constantFrom('', 'x'.repeat(5_000)), fc.string());
    case 'number':
      return mostly(fc.nat(100), fc.integer(), fc.double());
    case 'boolean':
      return fc.boolean();
    case 'literal':
      return fc.constant(schema.literal);
    case 'picklist':
      return fc.constantFrom(...(schema.options ?? []));
    case 'optional':
      return fc.option(near(schema.wrapped as Inside), { nil: undefined });
    case 'nullable':
      return fc.option(near(schema.wrapped as Inside), { nil: null });
    case 'array':
      return fc.array(near(schema.item as Inside), { maxLength: 4 });
    case 'variant':
      return fc.oneof(...(schema.options as Inside[]).map((option) => near(option)));
    case 'object':
    case 'strict_object': {
      const fields = Object.entries(schema.entries ?? {}).map(([key, field]) => [key, near(field)] as const);
      const known = fc.record(Object.fromEntries(fields));
      const more = fc.dictionary(fc.constantFrom('__proto__', 'extra', 't'), wild, { maxKeys: 1 });
      return fc.oneof(
        { weight: 6, arbitrary: known },
        { weight: 1, arbitrary: fc.tuple(known, more).map(([one, other]) => Object.assign({}, one, other)) },
      );
    }
    default:
      throw new Error(`the stand-in is not tried with ${schema.type}`);
  }
}

test.each(PAIRS)('the stand-in takes, refuses and answers $name as valibot does', ({ full, slim: other }) => {
  let taken = 0;
  fc.assert(
    fc.property(near(full as Inside), (value) => {
      // As they come: by JSON, in which nothing is undefined and nothing is inherited.
      const sent: unknown = JSON.parse(JSON.stringify(value) ?? 'null');
      const expected = valibot.safeParse(full as never, sent);
      const got = slim.safeParse(other as never, sent);
      expect(got.success).toBe(expected.success);
      if (!expected.success) return;
      taken += 1;
      expect(got.output).toEqual(expected.output);
    }),
    { numRuns: 200 },
  );
  expect(taken).toBeGreaterThan(5);
});
