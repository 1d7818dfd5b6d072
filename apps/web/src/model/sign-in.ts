// The sign-in form: what is typed, whether an attempt is under way, and why the last one failed.
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { LIMITS, ParleyError, type ErrorCode, type UserId } from '@parley/client';
import { suggestAccountName } from './account-name.ts';
import { readServerAddress, signInAddress } from './server-address.ts';

export type SignInFailure =
  | { name: 'refused'; code: ErrorCode; retryAfter: number | undefined }
  | { name: 'malformed-server' }
  /** The sign-in succeeded, but the rest of the app did not arrive. */
  | { name: 'app-unavailable' };

export interface SignInModel {
  readonly account: Signal<string>;
  readonly password: Signal<string>;
  readonly server: Signal<string>;
  readonly busy: ReadonlySignal<boolean>;
  readonly failure: ReadonlySignal<SignInFailure | undefined>;
  anotherName: () => void;
  /** The server has said how long a new name may be: one that was only offered is offered anew. */
  limitName: (maxLength: number) => void;
  submit(): Promise<void>;
}

export interface SignInOptions {
  /** What the page's address asked for, if anything. */
  account: string | undefined;
  /** The page's own. */
  origin: string;
  random: () => number;
  signIn(credentials: { account: string; password: string }): Promise<{ user: UserId }>;
  /** Goes on into the app; rejects where its code can't be loaded. */
  enter(user: UserId): Promise<void>;
  navigate(url: string): void;
  /** Why the way by the provider led back here. */
  failure?: ErrorCode | undefined;
}

export function createSignIn(options: SignInOptions): SignInModel {
  let maxLength: number = LIMITS.accountLength;
  let offered = suggestAccountName(options.random, maxLength);
  const account = signal(options.account ?? offered);
  const password = signal('');
  const server = signal(options.origin);
  const busy = signal(false);
  const failure = signal<SignInFailure | undefined>(options.failure && refused(options.failure));

  const offer = (): void => {
    offered = suggestAccountName(options.random, maxLength);
    account.value = offered;
  };

  const attempt = async (): Promise<SignInFailure | undefined> => {
    const address = readServerAddress(server.value, options.origin);
    if (address.kind === 'malformed') return { name: 'malformed-server' };
    if (address.kind === 'elsewhere') {
      options.navigate(signInAddress(address.url, account.value));
      return undefined;
    }
    const signedIn = await options.signIn({ account: account.value.trim(), password: password.value });
    return options.enter(signedIn.user).then(
      () => undefined,
      () => ({ name: 'app-unavailable' }),
    );
  };

  return {
    account,
    password,
    server,
    busy,
    failure,
    anotherName: offer,
    limitName: (length) => {
      maxLength = length;
      if (account.peek() === offered && offered.length > length) offer();
    },
    async submit() {
      if (busy.value) return;
      batch(() => {
        busy.value = true;
        failure.value = undefined;
      });
      const outcome = await attempt().catch(refusal);
      batch(() => {
        busy.value = false;
        failure.value = outcome;
        if (!outcome) password.value = ''; // Who signs out later leaves no password behind in the form.
      });
    },
  };
}

function refusal(cause: unknown): SignInFailure {
  if (!(cause instanceof ParleyError)) return refused('internal');
  return { name: 'refused', code: cause.code, retryAfter: cause.retryAfter };
}

function refused(code: ErrorCode): SignInFailure {
  return { name: 'refused', code, retryAfter: undefined };
}
