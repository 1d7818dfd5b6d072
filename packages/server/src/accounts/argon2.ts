// The password hash: argon2id with OWASP's parameters. Synchronous, hence only for worker threads and commands.
import { hashSync, verifySync } from '@node-rs/argon2';

// The library's default algorithm is argon2id; its enum is erased in these sources and can't be named.
const PARAMETERS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/**
 * Verified where the account does not exist, so that the answer takes as long as for a wrong password (protocol H3).
 * The hash of random bytes that nobody kept, made with the parameters above.
 */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$JaPjdVxAM2De7tSxh8JeUA$/USH3KD9P9wKwDZIq4iL8tFNGkE02xFKArXKvhd9mpA';

/**
 * Of an account that nobody signs in to, whatever they can show: a program speaks for it by a key (protocol R1). The hash
 * of other random bytes that nobody kept.
 */
export const RESERVED_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$ug7lIalKc2swF3qjqj1wNg$/QG415sPz7WQ940aO+c7aqEluKLWKm9cA2QNk3s+tY8';

export function hashPassword(password: Uint8Array): string {
  return hashSync(password, PARAMETERS);
}

export function verifyPassword(hash: string, password: Uint8Array): boolean {
  return verifySync(hash, password);
}
