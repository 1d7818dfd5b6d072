// Credentials that a relay can check without being told: draft-uberti-behave-turn-rest, as coturn's `use-auth-secret` has it.
import { createHmac } from 'node:crypto';
import { foldAccountName, type RelayServer, type UserId } from '@parley/protocol';

/** Ms. QUALITY.md's bound for them. */
export const CREDENTIAL_LIFETIME = 600_000;

export interface RelayCredentials {
  readonly username: string;
  readonly credential: string;
}

/** `expires`: ms of the Unix epoch; told in whole seconds. */
export function credentialsFor(options: { secret: string; user: UserId; expires: number }): RelayCredentials {
  const { secret, user, expires } = options;
  const username = `${Math.floor(expires / 1000)}:${pseudonymOf(secret, user)}`;
  return { username, credential: passwordOf(secret, username) };
}

export function passwordOf(secret: string, username: string): string {
  return createHmac('sha1', secret).update(username).digest('base64');
}

/** The same for all of an account's credentials, since the relay counts allocations by it, and no word about whose it is. */
function pseudonymOf(secret: string, user: UserId): string {
  return createHmac('sha256', secret)
    .update(`account:${foldAccountName(user)}`)
    .digest('base64url')
    .slice(0, 16);
}

/** `stun:` ones need no credentials, and are asked for the device's own public address (RFC 8445 §5.1.1.2). */
export function serversOf(urls: readonly string[], credentials: RelayCredentials): RelayServer[] {
  const isStun = (url: string): boolean => url.startsWith('stun');
  const [stun, turn] = [urls.filter(isStun), urls.filter((url) => !isStun(url))];
  const open = stun.length > 0 ? [{ urls: stun }] : [];
  return turn.length > 0 ? [...open, { urls: turn, ...credentials }] : open;
}
