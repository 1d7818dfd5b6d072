import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { describeApi } from './description.ts';

test('[R2] the description is one of OpenAPI 3.1', async () => {
  const validator = new Validator();
  expect(await validator.validate(describeApi())).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

test('[R2] docs/openapi.json is the same (npm run docs:openapi)', () => {
  const file = new URL('../../../../docs/openapi.json', import.meta.url);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(describeApi());
});
