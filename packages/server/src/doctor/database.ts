// The database: whether it is there, whole, and of a version that this program knows.
import { existsSync, statSync } from 'node:fs';
import { StartFailure } from '../start-failure.ts';
import { databaseFile } from '../store/data-folder.ts';
import { examineStore, type Examined } from '../store/open-store.ts';
import { fail, ok, skipped, type Check } from './check.ts';
import { isOpen } from './data-folder.ts';

export type DatabaseFacts =
  | { readonly name: 'none' }
  /** This user may not look into the folder. */
  | { readonly name: 'hidden' }
  /** What the server says at its start. */
  | { readonly name: 'unusable'; readonly sentence: string }
  | ({ readonly name: 'whole'; readonly bytes: number } & Examined);

export function lookAtDatabase(folder: string): DatabaseFacts {
  const file = databaseFile(folder);
  if (!isOpen(folder)) return { name: 'hidden' };
  if (!existsSync(file)) return { name: 'none' };
  try {
    return { name: 'whole', bytes: statSync(file).size, ...examineStore(file) };
  } catch (cause) {
    if (cause instanceof StartFailure) return { name: 'unusable', sentence: cause.message };
    throw cause;
  }
}

export function checkDatabase(facts: DatabaseFacts): Check {
  switch (facts.name) {
    case 'none':
      return ok('database', 'There is no database yet; the first start makes it.');
    case 'hidden':
      return skipped('database', 'It can only be looked at by who may open the data folder.');
    case 'unusable':
      return fail('database', facts.sentence);
    default: {
      const { accounts, version, bytes } = facts;
      const size = `${Math.ceil(bytes / 1024)} KiB`;
      return ok(
        'database',
        `It is whole: ${accounts} ${accounts === 1 ? 'account' : 'accounts'}, version ${version}, ${size}.`,
      );
    }
  }
}
