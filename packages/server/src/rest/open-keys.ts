// The API's keys from the settings when the server starts, and their accounts made, which are nobody's to sign in to.
import { readFileSync, statSync } from 'node:fs';
import { err, type Result } from '@parley/protocol';
import { RESERVED_HASH } from '../accounts/argon2.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import { EXIT, StartFailure } from '../start-failure.ts';
import type { Store } from '../store/store.ts';
import { readKeys, type ApiKey } from './keys.ts';

const OTHERS_MAY_READ = 0o004;

/** No key, no API. Throws StartFailure. */
export function openKeys(
  { apiKey, apiKeyFile }: Pick<Settings, 'apiKey' | 'apiKeyFile'>,
  { store, clock, log }: { store: Store; clock: Clock; log: Log },
): readonly ApiKey[] {
  const keys = [
    ...(apiKeyFile === '' ? [] : keysIn(apiKeyFile, readKeyFile(apiKeyFile, log))),
    ...(apiKey === '' ? [] : keysIn('the setting api-key', readKeys(apiKey))),
  ];
  return keys.map((key) => ({ ...key, account: reserved(store, key.account, clock.now()) }));
}

function keysIn(where: string, keys: Result<ApiKey[], string>): ApiKey[] {
  if (keys.ok) return keys.value;
  throw usage(
    `The API's keys can't be read from ${where}: ${keys.error}. "parley key ACCOUNT" makes a line.`,
  );
}

function readKeyFile(file: string, log: Log): Result<ApiKey[], string> {
  try {
    // Windows has no such bits, and says that everybody may.
    if (process.platform !== 'win32' && (statSync(file).mode & OTHERS_MAY_READ) !== 0)
      log.warn({ file }, `everybody on this machine may read the API's keys: chmod o= ${file}`);
    return readKeys(readFileSync(file, 'utf8'));
  } catch (cause) {
    return err((cause as Error).message);
  }
}

/** The account as it is registered. A person's is not taken: nobody acts in another's name. */
function reserved(store: Store, name: ApiKey['account'], now: number): ApiKey['account'] {
  const added = store.addAccount({ name, passwordHash: RESERVED_HASH, created: now });
  const account = added.ok ? added.value : store.findAccount(name);
  if (account?.passwordHash === RESERVED_HASH) return account.name;
  throw usage(
    `The account ${name} of an API key is a person's: name one that nobody has, or remove that with "parley user remove ${name}".`,
  );
}

function usage(message: string): StartFailure {
  return new StartFailure(EXIT.usage, message);
}
