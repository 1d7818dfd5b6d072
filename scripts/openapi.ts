// Writes docs/openapi.json, the description of the REST API, from the server's operations.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describeApi } from '../packages/server/src/rest/description.ts';

const FILE = join(import.meta.dirname, '../docs/openapi.json');

const text = JSON.stringify(describeApi(), undefined, 2);
writeFileSync(FILE, await format(text, { ...(await resolveConfig(FILE)), filepath: FILE }));
