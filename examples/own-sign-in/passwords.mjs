// Passwords as scrypt hashes (RFC 7914), so that whoever reads users.json knows none. As a program it makes a hash:
//
//     node passwords.mjs < file-with-a-password
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** @type {(password: string, salt: Buffer, length: number, cost: object) => Promise<Buffer>} */
const derive = promisify(scrypt);

/** 16 MiB and some 50 ms for each guess. */
const COST = { N: 16_384, r: 8, p: 1 };

/** `SALT:KEY`, in base64url. */
export async function hashOf(password, salt = randomBytes(16)) {
  const key = await derive(password.normalize(), salt, 32, COST);
  return `${salt.toString('base64url')}:${key.toString('base64url')}`;
}

/** Takes as long whatever the answer is. */
export async function fits(password, hash) {
  const salt = Buffer.from(hash.slice(0, hash.indexOf(':')), 'base64url');
  return timingSafeEqual(Buffer.from(await hashOf(password, salt)), Buffer.from(hash));
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(await hashOf((await text(process.stdin)).replace(/\r?\n$/, '')));
