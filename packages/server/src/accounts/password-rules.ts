// What a password must be, asked before anything is hashed.
import { LIMITS } from '@parley/protocol';

const utf8 = new TextEncoder();

/**
 * The bytes that are hashed, or `undefined` for a password that is too short or too long. The same keys give different
 * code points on different systems (é is one or two), so the composed form counts.
 */
export function passwordBytes(password: string): Uint8Array | undefined {
  const { min, max } = LIMITS.passwordBytes;
  if (password.length > max) return undefined;
  const bytes = utf8.encode(password.normalize('NFC'));
  return bytes.length >= min && bytes.length <= max ? bytes : undefined;
}
