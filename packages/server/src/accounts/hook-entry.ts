// Entry by the operator's own function: bounded in number and time, and limited like passwords (protocol H6).
import { foldAccountName, isAccountName, err, ok, type Result } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { LATE, within } from '../within.ts';
import type { Credentials, Entry } from './entry.ts';
import type { Caller, LoginLimits } from './login-limits.ts';
import { refuse, refuseAtGate, refuseBusy, type Outcome } from './refusal.ts';
import type { SignInHook } from './sign-in-hook.ts';
import { enterVouched, type VouchedParts } from './vouched.ts';

/** Attempts that may be under way at once. */
const RUNNING = 64;
const TIMEOUT_MS = 10_000;
/** A refusal takes at least this long: most of what takes longer for people who exist is hidden in it (I18). */
const REFUSAL_MS = 250;

export interface HookEntryParts extends VouchedParts {
  hook: SignInHook;
  limits: LoginLimits;
}

/** `undefined`: it said no. */
type Verdict = Result<string | undefined, 'failed'>;

export function createHookEntry(parts: HookEntryParts): Entry {
  const { limits, clock } = parts;
  let running = 0;

  const ask = async (credentials: Credentials, caller: Caller): Promise<Verdict> => {
    running += 1;
    try {
      return await verdict(parts, credentials, caller);
    } finally {
      running -= 1;
    }
  };

  return {
    async enter(credentials, caller) {
      const { account, password } = credentials;
      if (account === '') return refuse('account-invalid');
      // Some directories take a name without a password for a question that anybody may ask (RFC 4513 §5.1.2).
      if (password === '') return refuse('wrong-password');
      const gate = await limits.trySignIn(account, caller);
      if (!gate.ok) return refuseAtGate(gate.error);
      const pass = gate.value;
      const started = clock.now();
      const said = running < RUNNING ? await ask(credentials, caller) : err('failed' as const);
      if (!said.ok) {
        pass.giveBack();
        return refuseBusy();
      }
      if (said.value === undefined) {
        pass.spend();
        await rest(clock, started + REFUSAL_MS - clock.now());
        return refuse('wrong-password');
      }
      pass.giveBack();
      limits.succeeded(account);
      return admit(parts, said.value);
    },
  };
}

function admit(parts: VouchedParts, name: string): Outcome {
  return enterVouched(parts, { issuer: 'app', subject: foldAccountName(name), names: [name] });
}

async function verdict(
  { hook, clock, log }: HookEntryParts,
  { account, password }: Credentials,
  { address }: Caller,
): Promise<Verdict> {
  const controller = new AbortController();
  const { signal } = controller;
  try {
    // In a promise of its own: the function may throw before it has one.
    const asked = (async (): Promise<unknown> => hook({ account, password, address, signal }))();
    const answer = await within(asked, TIMEOUT_MS, clock);
    if (answer !== LATE) return ok(nameIn(answer));
    controller.abort();
    throw new Error(`no answer within ${TIMEOUT_MS / 1_000} s`);
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    // Some libraries quote what they were given.
    log.error({ cause: said.replaceAll(password, '(password)') }, 'the sign-in hook failed');
    return err('failed');
  }
}

/** The operator's code may be plain JavaScript: what it says is looked at. */
function nameIn(answer: unknown): string | undefined {
  if (answer === undefined || answer === null) return undefined;
  const name: unknown = typeof answer === 'object' ? Reflect.get(answer, 'account') : undefined;
  if (typeof name === 'string' && isAccountName(name)) return name;
  throw new Error('it must answer { account } with the name of an account, or undefined');
}

function rest(clock: Clock, ms: number): Promise<void> {
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => void clock.after(ms, resolve));
}
