// Entry by an OpenID provider: whoever comes back from there, as the person it says they are (protocol H10).
import { accountNames } from '../oidc/account-names.ts';
import type { Flow, Provider } from '../oidc/provider.ts';
import type { Caller, LoginLimits } from './login-limits.ts';
import { refuse, refuseAtGate, refuseBusy, type Outcome } from './refusal.ts';
import { enterVouched, type VouchedParts } from './vouched.ts';

/** Sign-ins about which the provider may be asked at once. */
const RUNNING = 64;

/** What a browser comes back with. */
export interface ProviderAnswer {
  flow: Flow;
  returned: URLSearchParams;
}

export interface OidcEntryParts extends VouchedParts {
  provider: Provider;
  limits: LoginLimits;
  maxAccountLength: number;
}

export interface OidcEntry {
  enter(answer: ProviderAnswer, caller: Caller): Promise<Outcome>;
}

export function createOidcEntry(parts: OidcEntryParts): OidcEntry {
  const { provider, limits, maxAccountLength } = parts;
  let running = 0;
  return {
    async enter({ flow, returned }, caller) {
      const gate = await limits.tryFrom(caller);
      if (!gate.ok) return refuseAtGate(gate.error);
      const pass = gate.value;
      if (running >= RUNNING) {
        pass.giveBack();
        return refuseBusy();
      }
      running += 1;
      const finished = await provider.finish(flow, returned).finally(() => (running -= 1));
      if (!finished.ok) {
        const { code, why } = finished.error;
        if (code === 'provider-refused') pass.spend();
        else pass.giveBack();
        return refuse(code, why);
      }
      pass.giveBack();
      const { issuer, subject } = finished.value;
      return enterVouched(parts, { issuer, subject, names: accountNames(finished.value, maxAccountLength) });
    },
  };
}
