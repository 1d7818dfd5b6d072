// One way in, for pages and programs: signs in and answers a Parley that is about to connect.
import { runtime } from '#runtime';
import type { MessageTypes } from './api/messages.ts';
import type { Handover, Parley } from './api/parley.ts';
import type { MediaEnvironment } from './call/media-environment.ts';
import { ParleyError } from './error.ts';
import type { LoadedParts } from './loaded-parts.ts';
import { assembleParley } from './parley.ts';
import { askStandingBy, signInBy, signOutBy, type Credentials } from './session-requests.ts';

/** Milliseconds. */
const HEARTBEAT = { least: 1_000, most: 60_000 } as const;

/** Who signs in, where, and how the connection is kept. */
export type ConnectOptions = Credentials & {
  /** Origin of the server, such as `https://parley.example`. Default: the page's own. Programs have to name it. */
  server?: string;
  /** What this client calls itself in the operator's logs, at most 64 characters. */
  client?: string;
  /**
   * Milliseconds of silence after which the server is asked for a sign of life, 1,000 to 60,000; after twice as long the
   * line is taken for lost. A longer one than the server's own, 5,000, which is the default, counts as that: by twice as
   * long the server has given the line up.
   */
  heartbeat?: number;
  /** Ms after which a query fails with `timeout`, unless it says otherwise. Default: 5,000; 60,000 at most. */
  queryTimeout?: number;
  /** Characters of the longest account that is sent to the server. Default: the server decides. */
  maxAccountLength?: number;
  /** PEM certificate of an authority to trust besides the well-known ones, such as a Parley server's own. Programs only. */
  ca?: string;
  /** Gives up signing in. What is connected is not touched by it: that ends by `close`. */
  signal?: AbortSignal;
  /** Goes on with the session that another client of this account has let go of by `handOver`. */
  goOn?: Handover;
  /** Where media comes from and goes through. Default: the browser's; a program has none. */
  media?: Partial<MediaEnvironment>;
};

/**
 * Signs in, and answers a Parley whose socket opens next. Handlers that are registered in the same turn, before the next
 * `await`, miss nothing. It comes back by itself after every loss of the line until `close`, `signOut`, or the server's
 * word that it is over.
 *
 * A hidden page keeps its connection: a worker keeps time where the browser slows the page's own timers down. Where the
 * page's Content-Security-Policy has no `worker-src data:` there is none, and a lost line may be noticed a minute late.
 *
 * In a page of the server's own origin a cookie carries the sign-in, so it outlives the page. In a page of another origin,
 * which the server has to allow, and in a program it is in memory only.
 *
 * Rejects with ParleyError: `wrong-password`, `account-invalid`, `too-many-attempts` and the like (protocol H4);
 * `foreign-origin` where the server does not allow the page's; `offline` where it can't be reached;
 * `certificate-untrusted` with what to do about it (programs); `cancelled` by `signal`. Throws RangeError or TypeError
 * for options that can't be meant.
 */
export async function connect<T extends MessageTypes = MessageTypes>(
  options: ConnectOptions,
): Promise<Parley<T>> {
  const { ca, client = runtime.client, heartbeat, queryTimeout, media, goOn, signal } = checked(options);
  const server = originOf(options.server ?? runtime.origin);
  const send = runtime.send({ ca });
  const bearer = server !== runtime.origin;
  const [parts, { user, token }] = await Promise.all([
    loadParts(),
    signInBy(send, { ...credentialsOf(options), server, bearer, signal }),
  ]);
  const at = { server, token };
  if (signal?.aborted) {
    await signOutBy(send, at).catch(() => undefined);
    throw parts.explain('cancelled', { cause: signal.reason });
  }
  const isSignedIn = async (): Promise<boolean> => (await askStandingBy(send, at)).user === user;
  const platform = runtime.platform({ token, isSignedIn, ca });
  const endSignIn = (): Promise<void> => signOutBy(send, at);
  const parley = assembleParley<T>(
    {
      user,
      server,
      platform,
      client,
      heartbeat,
      queryTimeout,
      ...(media && { media }),
      goOn,
      signOut: endSignIn,
    },
    parts,
  );
  parley.connection.on('changed', (state) => {
    if (state.name === 'closed') platform.close?.();
  });
  return parley;
}

/** Beside the sign-in, so that it takes no time of its own. */
async function loadParts(): Promise<LoadedParts> {
  const { loadedParts } = await import('./loaded-parts.ts').catch((cause: unknown) => {
    throw new ParleyError('offline', { message: 'The code for calls could not be loaded.', cause });
  });
  return loadedParts;
}

function checked(options: ConnectOptions): ConnectOptions {
  const { account, heartbeat, maxAccountLength = Infinity } = options;
  if (heartbeat !== undefined && !(heartbeat >= HEARTBEAT.least && heartbeat <= HEARTBEAT.most))
    throw new RangeError(`heartbeat is ${heartbeat}, and can be ${HEARTBEAT.least} to ${HEARTBEAT.most} ms`);
  if (account !== undefined && account.length > maxAccountLength)
    throw new ParleyError('account-invalid', {
      message: `The account has ${account.length} characters, and may have ${maxAccountLength}.`,
    });
  return options;
}

function originOf(server: string | undefined): string {
  if (server === undefined) throw new TypeError('server is missing: a program has to name it');
  if (!/^https?:/i.test(server) || !URL.canParse(server))
    throw new TypeError(`server is not a web address: ${server}`);
  return new URL(server).origin;
}

function credentialsOf({ account, password, token }: ConnectOptions): Credentials {
  return token === undefined ? { account, password } : { token };
}
