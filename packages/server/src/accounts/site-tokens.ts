// What a site signs for its people (JWT, RFC 7519): whose signature counts is set, and nothing in a token changes that.
import { isAccountName, err, ok, type Result } from '@parley/protocol';
import { errors, jwtVerify, type JWTHeaderParameters, type JWTPayload } from 'jose';
import type { SiteKey } from './site-keys.ts';

const SECOND = 1_000;
const DAY = 24 * 60 * 60 * SECOND;
/** By which two clocks may differ. */
export const LEEWAY_MS = 30 * SECOND;
/** A token may be good for this long at most: it stands in pages, and nobody can call it back. */
const LIFE_MS = DAY;
const ID_LENGTH = 256;

export interface SiteClaims {
  account: string;
  /** Where there is one, the token is good once. */
  id: string | undefined;
  /** Ms of the Unix epoch. */
  expires: number;
  guest: boolean;
}

export interface SiteTokens {
  /** The error says, for the operator, what is wrong with it; nothing of the token is in there. Never rejects. */
  read(token: string, now: number): Promise<Result<SiteClaims, string>>;
}

export interface SiteTokensOptions {
  keys: readonly SiteKey[];
  /** What `iss` must be; empty for any. */
  issuer: string;
  /** What must be in `aud`. */
  audience: string;
}

export function createSiteTokens({ keys, issuer, audience }: SiteTokensOptions): SiteTokens {
  // The keys' algorithms, never the header's: "none", or a public key taken for a secret, is no choice of the sender's.
  const algorithms = [...new Set(keys.flatMap((key) => key.algorithms))];
  const base = { algorithms, audience, ...(issuer !== '' && { issuer }), clockTolerance: LEEWAY_MS / SECOND };
  return {
    async read(token, now) {
      try {
        const currentDate = new Date(now);
        const find = (header: JWTHeaderParameters) => keyFor(keys, header).key;
        const { payload } = await jwtVerify(token, find, { ...base, currentDate });
        return claimsOf(payload, now);
      } catch (cause) {
        return err(
          cause instanceof errors.JOSEError || cause instanceof NoKey ? cause.message : 'it is malformed',
        );
      }
    },
  };
}

class NoKey extends Error {}

function keyFor(keys: readonly SiteKey[], { alg, kid }: JWTHeaderParameters): SiteKey {
  const fitting = keys.filter(
    (key) => key.algorithms.includes(alg) && (kid === undefined || key.id === undefined || key.id === kid),
  );
  const [key, another] = fitting;
  if (!key) throw new NoKey('no configured key has its "kid" and "alg"');
  if (another) throw new NoKey('several configured keys fit: it must name one by "kid"');
  return key;
}

function claimsOf(payload: JWTPayload, now: number): Result<SiteClaims, string> {
  const { sub, exp, jti } = payload;
  // Claims are whatever the site has put there, not what the types say.
  const { guest = false } = payload as { guest?: unknown };
  if (typeof exp !== 'number') return err('it has no "exp"');
  if (exp * SECOND > now + LIFE_MS + LEEWAY_MS) return err('its "exp" is more than 24 hours ahead');
  if (typeof sub !== 'string' || !isAccountName(sub)) return err('its "sub" is no account name');
  if (jti !== undefined && !isId(jti)) return err(`its "jti" is no text of 1 to ${ID_LENGTH} characters`);
  if (typeof guest !== 'boolean') return err('its "guest" is neither true nor false');
  return ok({ account: sub, id: jti, expires: exp * SECOND, guest });
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= ID_LENGTH;
}
