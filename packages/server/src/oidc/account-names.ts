// Names for the account of somebody whom an OpenID provider describes: what it says, made to fit, and what is left else.
import { createHash } from 'node:crypto';
import { isAccountName } from '@parley/protocol';
import type { Person } from './provider.ts';

/** Numbers that are tried where the name belongs to somebody else. */
const NUMBERS = [2, 3, 4, 5, 6, 7, 8, 9];

/** In the order in which they are to be tried; never empty, and the last one is hardly ever taken. */
export function accountNames({ issuer, subject, claim }: Person, maxLength: number): string[] {
  const digest = createHash('sha256').update(`${issuer}\0${subject}`).digest('hex');
  const fallback = `user-${digest}`.slice(0, Math.min(13, maxLength));
  const wished = claim === undefined ? '' : fitted(claim, maxLength);
  if (!isAccountName(wished)) return [fallback];
  const numbered = NUMBERS.map((number) => `${fitted(wished, maxLength - 2)}-${number}`);
  return [wished, ...numbered, fallback].filter((name) => name.length <= maxLength && isAccountName(name));
}

/** Of an address of mail the part before the @: the rest is the same for everybody, and nobody's business. */
function fitted(text: string, maxLength: number): string {
  const [local = ''] = text.normalize('NFKC').split('@');
  const allowed = local.replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-').replace(/^[^\p{L}\p{N}]+/u, '');
  // By whole characters: half of one is none.
  let name = '';
  for (const character of allowed) {
    if (name.length + character.length > maxLength) break;
    name += character;
  }
  return name.replace(/[-._]+$/, '');
}
