// Tokens of sign-ins: 256 random bits that only their owner keeps. The server knows them by their hash.
import { createHash, randomBytes } from 'node:crypto';

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** A new token, and the name of the sign-in it stands for. */
export function mintToken(): { token: string; id: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, id: hashOf(token) };
}

/** The name of the sign-in that a token stands for, or `undefined` for what can't be a token. */
export function signInOf(token: string): string | undefined {
  return FORM.test(token) ? hashOf(token) : undefined;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
