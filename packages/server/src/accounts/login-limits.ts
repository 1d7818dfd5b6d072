// Who may try to sign in or register, and how often (docs/security.md). Only failures count against a sign-in.
import type { Result } from '@parley/protocol';
import { foldAccountName } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { addressKey, isLoopback } from '../limits/address.ts';
import { createGate, type GateRefusal, type Pass } from '../limits/gate.ts';
import { createLimiter } from '../limits/limiter.ts';

const SECOND = 1_000;
/** Accounts and addresses remembered for each limit, at about 200 bytes each. */
const CAPACITY = 20_000;
/** Attempts that wait for the outcome of others. */
const WAITING = 256;

/** Where a request comes from. */
export interface Caller {
  address: string | undefined;
  /** The request says that it was passed on: whoever sent it need not be on this machine, though the address is. */
  forwarded: boolean;
}

export interface LoginLimitSettings {
  /** Failed sign-ins an account may have at once; then one per 6 s, slowing down to one per 30 s. */
  loginBurst: number;
  /** Failed sign-ins an address may have at once; then one per 3 s. */
  addressBurst: number;
  /** Accounts an address may register at once; then one per 30 s. */
  registrationBurst: number;
  /** Whether registrations from this very machine count too. */
  limitLoopback: 'on' | 'off';
}

export interface LoginLimits {
  trySignIn(account: string, caller: Caller): Promise<Result<Pass, GateRefusal>>;
  /** Whoever comes with somebody else's word for who they are: limited by address alone. */
  tryFrom(caller: Caller): Promise<Result<Pass, GateRefusal>>;
  tryRegistration(caller: Caller): Promise<Result<Pass, GateRefusal>>;
  /** A right password forgives the account's wrong ones; the address's still count. */
  succeeded(account: string): void;
}

export function createLoginLimits(settings: LoginLimitSettings, clock: Clock): LoginLimits {
  const steady = (burst: number, everyMs: number) =>
    createLimiter({ rate: { burst, refillMs: everyMs, slowestMs: everyMs }, capacity: CAPACITY });
  const accounts = createLimiter({
    rate: { burst: settings.loginBurst, refillMs: 6 * SECOND, slowestMs: 30 * SECOND },
    capacity: CAPACITY,
  });
  const addresses = steady(settings.addressBurst, 3 * SECOND);
  const registrations = steady(settings.registrationBurst, 30 * SECOND);
  const gate = createGate({ clock, waiting: WAITING });

  return {
    trySignIn: (account, { address }) =>
      gate.enter([
        { limiter: accounts, key: foldAccountName(account) },
        { limiter: addresses, key: addressKey(address) },
      ]),
    tryFrom: ({ address }) => gate.enter([{ limiter: addresses, key: addressKey(address) }]),
    tryRegistration(caller) {
      // Whoever is on this machine may run `parley user add` as well.
      const exempt = settings.limitLoopback === 'off' && isLoopback(caller.address) && !caller.forwarded;
      return gate.enter(exempt ? [] : [{ limiter: registrations, key: addressKey(caller.address) }]);
    },
    succeeded: (account) => accounts.forgive(foldAccountName(account), clock.now()),
  };
}
