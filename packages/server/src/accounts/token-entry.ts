// Entry by a token that the operator's own site has signed (protocol H7).
import { foldAccountName, ok } from '@parley/protocol';
import type { Caller, LoginLimits } from './login-limits.ts';
import { refuse, refuseAtGate, refuseBusy, type Outcome } from './refusal.ts';
import { LEEWAY_MS, type SiteClaims, type SiteTokens } from './site-tokens.ts';
import { enterVouched, type VouchedParts } from './vouched.ts';

const HOUR = 60 * 60 * 1_000;
/** Used tokens that are remembered until they expire. */
const USED_KEPT = 100_000;

export interface TokenEntryParts extends VouchedParts {
  tokens: SiteTokens;
  limits: LoginLimits;
  maxAccountLength: number;
  /** `any`: the site is believed about accounts that it has not made as well. */
  tokenAccounts: 'own' | 'any';
  /** How long a sign-in by a token lasts. */
  tokenHours: number;
}

export interface TokenEntry {
  enter(token: string, caller: Caller): Promise<Outcome>;
}

export function createTokenEntry(parts: TokenEntryParts): TokenEntry {
  const { tokens, limits, clock } = parts;
  return {
    async enter(token, caller) {
      const gate = await limits.tryFrom(caller);
      if (!gate.ok) return refuseAtGate(gate.error);
      const pass = gate.value;
      try {
        const claims = await tokens.read(token, clock.now());
        const outcome = claims.ok ? admit(parts, claims.value) : refuse('token-invalid', claims.error);
        if (!outcome.ok && outcome.error.code === 'token-invalid') pass.spend();
        else pass.giveBack();
        return outcome;
      } catch (cause) {
        pass.giveBack();
        throw cause;
      }
    },
  };
}

function admit(parts: TokenEntryParts, claims: SiteClaims): Outcome {
  const { store, clock, maxAccountLength } = parts;
  const { account, id, expires, guest } = claims;
  if (account.length > maxAccountLength) return refuse('token-invalid', 'the name in "sub" is too long');
  if (id !== undefined) {
    const times = { now: clock.now(), expires: expires + LEEWAY_MS, room: USED_KEPT };
    const use = store.useOnce(id, times);
    if (use === 'used') return refuse('token-invalid', 'its "jti" was used before');
    if (use === 'full') return refuseBusy();
  }
  const adopts = parts.tokenAccounts === 'any';
  const subject = foldAccountName(account);
  const entered = enterVouched(parts, { issuer: 'token', subject, names: [account], guest, adopts });
  return entered.ok ? ok({ ...entered.value, endsAfterMs: parts.tokenHours * HOUR }) : entered;
}
