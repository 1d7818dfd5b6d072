// Signs in and waits until the line stands; tells when it is over for good, and leaves in good order.
import { connect, ParleyError, type Parley } from '@parley/client';
import type { NodeMedia } from '@parley/client/node';
import { connectionFailure, EXIT, Failure } from '../exit.ts';
import { after, asked, type Io } from '../io.ts';
import type { Report } from '../report.ts';
import type { SignIn } from './credentials.ts';

/** Milliseconds. */
const PATIENCE = 15_000;
const FAREWELL = 2_000;

export interface Session {
  readonly parley: Parley;
  readonly server: string;
  /** Resolves when the server has said that it is over: displaced, signed out. */
  readonly over: Promise<Failure>;
  /** Ends the sign-in: none of a program that has ended is left at the server. */
  leave(): Promise<void>;
}

export interface SessionOptions {
  io: Io;
  report: Report;
  media?: NodeMedia | undefined;
  /** Registers what must miss nothing: called before anything can come. */
  listen?: (parley: Parley) => void;
}

/** Throws Failure. */
export async function openSession(
  signIn: SignIn,
  { io, report, media, listen }: SessionOptions,
): Promise<Session> {
  const { server, ca } = signIn;
  const at = { server, account: 'account' in signIn ? signIn.account : 'the account' };
  const who =
    'account' in signIn ? { account: signIn.account, password: signIn.password } : { token: signIn.token };
  const parley = await connect({
    ...who,
    server,
    client: 'parley-cli',
    signal: io.stopped,
    ...(ca !== undefined && { ca }),
    ...(media && { media }),
  }).catch((error: unknown) => {
    if (io.stopped.aborted) throw new Failure(EXIT.interrupted, 'Given up.');
    throw connectionFailure(error, at);
  });
  listen?.(parley);
  const session = sessionOf(parley, server);
  const line = parley.connection;
  line.on('interrupted', () => report({ event: 'interrupted' }));
  line.on('reconnected', ({ recovered }) => report({ event: 'reconnected', recovered }));
  const connected = new Promise<void>((resolve) => {
    line.on('connected', resolve);
  });
  const failure = await Promise.race([
    connected.then(() => undefined),
    session.over,
    after(PATIENCE).then(() => new Failure(EXIT.unreachable, `${server} lets nobody connect: try later.`)),
    asked(io.stopped).then(() => new Failure(EXIT.interrupted, 'Given up.')),
  ]);
  if (!failure) return session;
  await session.leave();
  throw failure;
}

function sessionOf(parley: Parley, server: string): Session {
  const at = { server, account: parley.user };
  let isLeaving = false;
  const over = new Promise<Failure>((resolve) => {
    parley.connection.on('changed', (state) => {
      if (state.name !== 'closed' || isLeaving) return;
      resolve(connectionFailure(new ParleyError(state.code), at));
    });
  });
  return {
    parley,
    server,
    over,
    async leave() {
      if (isLeaving) return;
      isLeaving = true;
      // A server that is gone forgets the sign-in by itself in time.
      if (parley.connection.state.name === 'connected')
        await Promise.race([parley.signOut().catch(() => undefined), after(FAREWELL)]);
      parley.close();
    },
  };
}
