// A certificate for a public name from a CA by ACME, ordered, kept and renewed by the real server (pebble is the CA).
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Parley, UserId } from '@parley/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { connect, type Ticket } from '../faults/person.ts';
import { until } from '../faults/until.ts';
import { recruit } from '../src/crowd.ts';
import { startServerProcess, type ServerOptions, type ServerProcess } from '../src/server-process.ts';
import { documentedFlags } from './documented.ts';
import { startPebble, type Pebble } from './pebble.ts';
import { wayHome } from './public-name.ts';

const NAME = 'calls.example.org';
/** Seconds that pebble's certificates are valid: renewed after two thirds of it. */
const VALIDITY = 12;

/** What is said of names that do not lead to the server, or are not to be had. */
const SENTENCES: readonly [name: string, sentence: RegExp][] = [
  ['foreign.example.org', /Another machine .* at port 80 of foreign\.example\.org.* lead to this machine/],
  [
    'closed.example.org',
    /can't connect to port 80 of closed\.example\.org.* let port 80 .* reach this machine/,
  ],
  ['nowhere.example.org', /finds no address for nowhere\.example\.org: add an A record/],
  ['blocked.example.org', /gives nobody a certificate for blocked\.example\.org: check --domain/],
];

interface Handshake {
  /** Whether it leads to pebble's root and is for the name. */
  trusted: boolean;
  serial: string;
  socket: TLSSocket;
}

describe.skipIf(missingTools('pebble', 'openssl'))('a certificate by ACME', () => {
  let pebble: Pebble;
  const servers: ServerProcess[] = [];

  beforeAll(async () => {
    pebble = await startPebble(VALIDITY);
    await pebble.lead(NAME, '127.0.0.1');
  });
  afterAll(async () => {
    for (const server of servers) await server.close();
    await pebble.close();
  });

  async function start(
    flags: readonly string[],
    options: Pick<ServerOptions, 'prepare'> = {},
  ): Promise<ServerProcess> {
    const server = await startServerProcess({
      ...options,
      command: ['env', `NODE_EXTRA_CA_CERTS=${pebble.ownCertificate}`],
      flags: [...flags, '--acme-directory', pebble.directory, '--turn', 'off', '--log-level', 'info'],
    });
    servers.push(server);
    return server;
  }

  async function shakeHands({ port }: ServerProcess): Promise<Handshake> {
    const options = { host: '127.0.0.1', port, servername: NAME, ca: pebble.root, rejectUnauthorized: false };
    const socket = connectTls(options);
    await once(socket, 'secureConnect');
    const { serialNumber: serial } = socket.getPeerCertificate();
    return { trusted: socket.authorized, serial, socket };
  }

  /** Shakes hands until it is as wanted. */
  async function presented(server: ServerProcess, isWanted: (one: Handshake) => boolean): Promise<Handshake> {
    let last: Handshake | undefined;
    const started = performance.now();
    for (;;) {
      last = await shakeHands(server);
      last.socket.destroy();
      if (isWanted(last)) return last;
      if (performance.now() - started > 15_000) throw new Error(`never presented:\n${server.printed()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A client of somebody who trusts the authority and nobody else. */
  function enter({ port }: ServerProcess, ticket: Ticket): Parley {
    return connect(ticket, `https://${NAME}:${port}`, undefined, wayHome(pebble.root));
  }

  /** Waits for a line of the log. */
  function told(server: ServerProcess, sentence: RegExp): Promise<number> {
    return until(() => sentence.test(server.printed()), 10_000, `the line ${String(sentence)}`).catch(
      (cause: unknown) => {
        throw new Error(`${String(cause)}:\n${server.printed()}`, { cause });
      },
    );
  }

  async function refuse(domain: string, sentence: RegExp): Promise<void> {
    const server = await start(['--domain', domain]);
    await told(server, sentence);
    const { socket, trusted } = await shakeHands(server);
    expect(trusted).toBe(false);
    expect(await answer(socket)).toContain('200 OK');
    socket.destroy();
  }

  async function answer(socket: TLSSocket): Promise<string> {
    socket.write(`GET /healthz HTTP/1.1\r\nHost: ${NAME}\r\n\r\n`);
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return chunk.toString();
  }

  test('is ordered after the start, kept over a restart, and renewed without cutting connections', async () => {
    const flags = documentedFlags('Public server', {
      // Any free one, which the test can look up.
      ' --port 443': '',
      '--http-port 80': `--http-port ${pebble.httpPort}`,
    });
    const tickets: Ticket[] = [];
    const server = await start(flags, {
      async prepare(data) {
        for (const { account, token } of await recruit(data, ['anna']))
          tickets.push({ user: account as UserId, token });
      },
    });
    const before = await shakeHands(server);
    expect(before.trusted).toBe(false);
    const first = await presented(server, ({ trusted }) => trusted);
    // Connections from before go on with the certificate that they were opened with.
    expect(await answer(before.socket)).toContain('200 OK');
    before.socket.destroy();
    expect(statSync(join(server.data, 'tls', 'acme.json')).mode & 0o777).toBe(0o600);

    await server.stop();
    await server.start();
    const again = await shakeHands(server);
    again.socket.destroy();
    expect(again).toMatchObject({ trusted: true, serial: first.serial });

    const [anna] = tickets;
    if (!anna) throw new Error('nobody has a ticket');
    const parley = enter(server, anna);
    const states: string[] = [];
    parley.connection.on('changed', ({ name }) => states.push(name));
    await until(() => parley.connection.state.name === 'connected', 10_000, 'the connection');
    const renewed = await presented(server, ({ serial }) => serial !== first.serial);
    expect(renewed.trusted).toBe(true);
    expect(states.slice(states.indexOf('connected'))).toEqual(['connected']);
    parley.close();
    expect(server.printed()).not.toContain('"level":50');
    await server.stop();
  });

  test('that can not be had is told in sentences, while the server serves', async () => {
    const other = createServer((_, response) => response.writeHead(404).end());
    await once(other.listen(pebble.httpPort, '127.0.0.9'), 'listening');
    await pebble.lead('foreign.example.org', '127.0.0.9');
    await pebble.lead('closed.example.org', '127.0.0.10');
    await Promise.all(SENTENCES.map(([name, sentence]) => refuse(name, sentence)));
    other.close();
  });

  test('from an authority that is out of reach is asked for again later, also by a server that starts anew', async () => {
    await pebble.stop();
    const server = await start(['--domain', NAME]);
    await told(server, /certificate authority at \S+ can't be reached \(ECONNREFUSED\)/);
    await server.stop();
    await server.start();
    await told(server, /The last order of a certificate failed: .*ECONNREFUSED/);
    const { socket } = await shakeHands(server);
    expect(await answer(socket)).toContain('200 OK');
    socket.destroy();
  });
});
