// Thousands of people without browsers: one bearer socket each.
import { PROTOCOL_VERSION, randomToken, SOCKET_PATH, SUBPROTOCOL } from '@parley/protocol';
import { startServer } from '@parley/server';
import { WebSocket } from 'ws';

export interface Member {
  account: string;
  token: string;
}

export interface Crowd {
  /** How many are online. */
  readonly size: number;
  /** Closes the socket of one member. */
  leave(account: string): void;
  close(): Promise<void>;
}

const NAMES = ['ada', 'ben', 'cleo', 'dora', 'emil', 'fay', 'gus', 'hana', 'ines', 'jon'];

/** So many different names, all alike in length. */
export function crowdNames(count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => `${NAMES[i % NAMES.length] ?? ''}-${String(i).padStart(4, '0')}`,
  );
}

/**
 * Makes accounts that are signed in, in the data folder of a server that does not run yet. Thousands of sign-ins by
 * HTTP would be minutes of password hashing, which is not what the tests are about.
 */
export async function recruit(data: string, accounts: readonly string[]): Promise<Member[]> {
  const office = await startServer({ data, port: 0, webRoot: false, logLevel: 'silent' });
  const members = accounts.map((account): Member => {
    const issued = office.issue(account);
    if (!issued.ok) throw new Error(`could not make the account ${account}: ${issued.error.code}`);
    return { account, token: issued.value.token };
  });
  await office.close();
  return members;
}

/** Connects the members, some at a time, and resolves when all are welcome. */
export async function gather(url: string, members: readonly Member[]): Promise<Crowd> {
  const sockets = new Map<string, WebSocket>();
  const target = `${url.replace(/^http/, 'ws')}${SOCKET_PATH}`;
  const queue = [...members];
  const work = async (): Promise<void> => {
    for (let member = queue.pop(); member; member = queue.pop()) {
      sockets.set(member.account, await join(target, member));
    }
  };
  await Promise.all(Array.from({ length: 64 }, work));
  return {
    get size() {
      return sockets.size;
    },
    leave(account) {
      sockets.get(account)?.close(1000);
      sockets.delete(account);
    },
    async close() {
      for (const socket of sockets.values()) socket.terminate();
      sockets.clear();
    },
  };
}

function join(target: string, member: Member): Promise<WebSocket> {
  const socket = new WebSocket(target, SUBPROTOCOL, { headers: { authorization: `Bearer ${member.token}` } });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', (code) => reject(new Error(`${member.account} was closed with ${code}`)));
    socket.on('open', () => {
      socket.send(
        JSON.stringify({ t: 'session.hello', v: PROTOCOL_VERSION, client: 'crowd', device: randomToken() }),
      );
    });
    // The first message is the welcome; the rest is presence, which nobody here reads.
    socket.once('message', () => {
      socket.removeAllListeners('close');
      resolve(socket);
    });
  });
}
