// Judges an answer by the API's own description: whether it may be, and is of the shape that is promised.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describeApi } from '../description.ts';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
  readonly components: { readonly schemas: object };
}
type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, { schema: object }>> }>
>;

export interface Exchanged {
  readonly method: string;
  /** Under /api/v1. */
  readonly path: string;
  readonly status: number;
  /** Undefined for an answer without one. */
  readonly body: unknown;
}

/** Answers what is wrong, in words; nothing where all is as described. */
export function createJudge(): (exchanged: Exchanged) => string | undefined {
  const { paths, components } = describeApi() as unknown as Described;
  const ajv = new Ajv2020({ strict: false });
  ajv.addSchema({ $id: 'api', components });
  // References are to the document; here it is under a name.
  const compiled = (schema: object) =>
    ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as object);
  return ({ method, path, status, body }) => {
    const template = Object.keys(paths).find((one) => pattern(one).test(path.replace(/\?.*/, '')));
    const operation = template === undefined ? undefined : paths[template]?.[method.toLowerCase()];
    if (!operation) return `${method} ${path} is not described`;
    const response = operation.responses[status];
    if (!response) return `${method} ${path} is not described to answer ${status}`;
    const schema = response.content?.['application/json']?.schema;
    if (!schema) return body === undefined ? undefined : `${status} has a body`;
    const check = compiled(schema);
    return check(body) ? undefined : `${method} ${path} ${status}: ${ajv.errorsText(check.errors)}`;
  };
}

function pattern(template: string): RegExp {
  return new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
