// The keys of the REST API: who has which, and whether a request's is one of them (protocol R1).
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { err, isAccountName, ok, type Result, type UserId } from '@parley/protocol';

/** Of 256 random bits; shorter ones of other makes are taken from 32 characters on. */
const KEY = /^[A-Za-z0-9_-]{32,256}$/;

/** As it stands in a file: `account:key`. The server keeps no more than a hash of the key. */
export interface ApiKey {
  /** Whose texts those are that are sent with it. */
  readonly account: UserId;
  readonly hash: Buffer;
}

export function mintKey(): string {
  return randomBytes(32).toString('base64url');
}

/** One key a line; empty lines and those that begin with `#` are left out. The error completes "…: line 3 …". */
export function readKeys(text: string): Result<ApiKey[], string> {
  const keys: ApiKey[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const key = readKey(trimmed);
    // What is there is not quoted: it may be a key.
    if (!key.ok) return err(`line ${index + 1} ${key.error}`);
    if (keys.some(({ hash }) => hash.equals(key.value.hash))) return err(`line ${index + 1} is there twice`);
    keys.push(key.value);
  }
  return ok(keys);
}

/** The error completes "…: it …". */
function readKey(text: string): Result<ApiKey, string> {
  const at = text.indexOf(':');
  if (at < 0) return err('is not of the form ACCOUNT:KEY');
  const [account, key] = [text.slice(0, at), text.slice(at + 1)];
  if (!isAccountName(account)) return err('names what can be no account');
  if (!KEY.test(key)) return err('has a key that is not 32 to 256 letters, digits, "-" or "_"');
  return ok({ account: account as UserId, hash: hashOf(key) });
}

/** Whose key it is. Every key is looked at, and hashes are compared: the time taken says nothing of any. */
export function accountOf(keys: readonly ApiKey[], token: string): UserId | undefined {
  const given = hashOf(token);
  let found: UserId | undefined;
  for (const { account, hash } of keys) if (timingSafeEqual(hash, given)) found = account;
  return found;
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
