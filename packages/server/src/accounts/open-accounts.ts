// Everything about signing in, put together from the settings.
import type { Clock } from '../clock.ts';
import type { Settings } from '../config/settings.ts';
import type { Log } from '../log.ts';
import type { Provider } from '../oidc/provider.ts';
import type { Store } from '../store/store.ts';
import { createAccounts, type Accounts } from './accounts.ts';
import { createEntry } from './entry.ts';
import { createHookEntry } from './hook-entry.ts';
import { createLoginLimits } from './login-limits.ts';
import { createOidcEntry } from './oidc-entry.ts';
import type { Passwords } from './passwords.ts';
import type { SignInHook } from './sign-in-hook.ts';
import { readSiteKeys } from './site-keys.ts';
import { createSiteTokens } from './site-tokens.ts';
import { createTokenEntry, type TokenEntry, type TokenEntryParts } from './token-entry.ts';

export interface AccountsParts {
  settings: Settings;
  store: Store;
  passwords: Passwords;
  clock: Clock;
  log: Log;
  /** The operator's own function, in the place of passwords. */
  signIn: SignInHook | undefined;
  provider: Provider | undefined;
  /** Closes the sockets of sign-ins that have ended. */
  endSignIns: (signIns: Iterable<string>) => void;
}

/** Throws StartFailure. */
export function openAccounts(parts: AccountsParts): Accounts {
  const { settings, store, passwords, clock, log, signIn, provider, endSignIns } = parts;
  const limits = createLoginLimits(settings, clock);
  const { registration, maxAccounts, maxAccountLength } = settings;
  const base = { store, limits, clock, log, maxAccounts };
  const entry = signIn
    ? createHookEntry({ ...base, hook: signIn })
    : createEntry({ ...base, passwords, registration, maxAccountLength });
  const tokens = openTokens(settings, base);
  const oidc = provider && createOidcEntry({ ...base, provider, maxAccountLength });
  return createAccounts({ store, clock, entry, tokens, oidc, endSignIns });
}

function openTokens(
  settings: Settings,
  base: Omit<TokenEntryParts, 'tokens' | 'maxAccountLength' | 'tokenAccounts' | 'tokenHours'>,
): TokenEntry | undefined {
  const keys = readSiteKeys(settings);
  if (keys.length === 0) return undefined;
  const {
    tokenIssuer: issuer,
    tokenAudience: audience,
    maxAccountLength,
    tokenAccounts,
    tokenHours,
  } = settings;
  const tokens = createSiteTokens({ keys, issuer, audience });
  return createTokenEntry({ ...base, tokens, maxAccountLength, tokenAccounts, tokenHours });
}
