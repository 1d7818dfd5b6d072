// The server's own TURN client against a real coturn: every transport, both families, and what coturn refuses.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TransportAddress } from '../../packages/server/src/turn/client/stun-attributes.ts';
import type { TransportKind } from '../../packages/server/src/turn/client/transport.ts';
import { openTurnClient, type TurnClient } from '../../packages/server/src/turn/client/turn-client.ts';
import { missingTools } from '../../scripts/test-tools.mjs';
import { startCoturn, type Coturn } from './coturn.ts';

const missing = missingTools('turnserver', 'openssl');
/** Allocations that one name may have at once: more than the tests before need. */
const QUOTA = 16;
let coturn: Coturn;
const clients: TurnClient[] = [];

beforeAll(async () => {
  if (missing !== undefined) return;
  const secured = ['--lt-cred-mech', '--user=doctor:secret', '--user=greedy:secret', `--user-quota=${QUOTA}`];
  coturn = await startCoturn(...secured, '--denied-peer-ip=10.0.0.0-10.255.255.255');
});
afterAll(() => coturn?.close());

async function open(
  kind: TransportKind,
  options: { host?: string; username?: string; password?: string; tls?: object } = {},
) {
  const {
    host = 'localhost',
    username = 'doctor',
    password = 'secret',
    tls = { ca: coturn.certificate },
  } = options;
  const port = kind === 'tls' ? coturn.tlsPort : coturn.port;
  const credentials = { username, password };
  return openTurnClient({
    kind,
    host: kind === 'tls' ? host : '127.0.0.1',
    port,
    credentials,
    tls,
    patienceMs: 5_000,
  });
}

async function opened(kind: TransportKind, username = 'doctor'): Promise<TurnClient> {
  const client = await open(kind, { username });
  if (!client.ok) throw new Error(client.error.message);
  clients.push(client.value);
  return client.value;
}

const closeAll = (): Promise<unknown> => Promise.all(clients.splice(0).map((client) => client.close()));

/** What comes next, and from whom. */
function nextData(client: TurnClient): Promise<[TransportAddress, string]> {
  return new Promise((resolve) => {
    client.onData((peer, data) => resolve([peer, data.toString()]));
  });
}

async function relayed(client: TurnClient, family: 4 | 6 = 4): Promise<TransportAddress> {
  const allocation = await client.allocate({ family });
  if (!allocation.ok) throw new Error(`${allocation.error.kind}: ${allocation.error.message}`);
  return allocation.value.relayed;
}

describe.skipIf(missing)('coturn', () => {
  test.each([
    ['udp', 4],
    ['tcp', 4],
    ['tls', 4],
    ['udp', 6],
    ['tls', 6],
  ] as const)('relays both ways by %s to an address of IPv%i', async (kind, family) => {
    const [one, two] = [await opened(kind), await opened(kind)];
    expect(await one.binding()).toMatchObject({ ok: true, value: { address: '127.0.0.1' } });
    const [oneAt, twoAt] = [await relayed(one, family), await relayed(two, family)];
    expect(oneAt.address).toBe(family === 4 ? '127.0.0.1' : '::1');
    expect(await one.createPermission(twoAt.address)).toEqual({ ok: true, value: undefined });
    expect(await two.createPermission(oneAt.address)).toEqual({ ok: true, value: undefined });

    const atTwo = nextData(two);
    one.send(twoAt, Buffer.from('odd'));
    expect(await atTwo).toEqual([oneAt, 'odd']);

    expect(await one.bindChannel(twoAt)).toEqual({ ok: true, value: 0x4000 });
    const atOne = nextData(one);
    two.send(oneAt, Buffer.from('answer'));
    expect(await atOne).toEqual([twoAt, 'answer']);
    // By the channel, with three bytes of padding on a stream, and more right behind it.
    const again = nextData(two);
    one.send(twoAt, Buffer.from('again'));
    one.send(twoAt, Buffer.from('and more'));
    expect(await again).toEqual([oneAt, 'again']);

    expect(await one.refresh(600)).toEqual({ ok: true, value: 600 });
    await closeAll();
    expect(await one.binding()).toMatchObject({ ok: false, error: { kind: 'closed' } });
  });

  test('a forbidden peer is refused, and one of the wrong family', async () => {
    const client = await opened('udp');
    await relayed(client);
    expect(await client.createPermission('10.1.2.3')).toMatchObject({
      error: { kind: 'refused', code: 403 },
    });
    expect(await client.bindChannel({ address: '10.1.2.3', port: 9 })).toMatchObject({
      error: { code: 403 },
    });
    expect(await client.createPermission('::1')).toMatchObject({ error: { kind: 'refused', code: 443 } });
    expect(await client.createPermission('127.0.0.1')).toMatchObject({ ok: true });
    expect(await client.allocate()).toMatchObject({ error: { kind: 'refused', code: 437 } });
    await closeAll();
  });

  test('an allocation given back leaves room in the quota', async () => {
    const more = async () => (await opened('udp', 'greedy')).allocate();
    for (let at = 0; at < QUOTA; at += 1) expect(await more()).toMatchObject({ ok: true });
    expect(await more()).toMatchObject({ error: { kind: 'refused', code: 486 } });
    await closeAll();
    // coturn lets go of it a second after it has agreed to, and of one that is not given back after ten minutes.
    await expect.poll(more, { timeout: 10_000, interval: 200 }).toMatchObject({ ok: true });
    await closeAll();
  });

  test('a wrong password is refused', async () => {
    const client = await open('tcp', { password: 'wrong' });
    expect(client.ok && (await client.value.allocate())).toMatchObject({
      error: { kind: 'refused', code: 401 },
    });
    if (client.ok) await client.value.close();
  });

  test('a certificate that is not trusted, or has another name, is told from a line that is not there', async () => {
    expect(await open('tls', { tls: {} })).toMatchObject({
      error: { kind: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect(await open('tls', { host: '127.0.0.1' })).toMatchObject({
      error: { kind: 'tls', code: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    });
    const toPlain = { kind: 'tls', host: '127.0.0.1', port: coturn.port, patienceMs: 5_000 } as const;
    expect(await openTurnClient(toPlain)).toMatchObject({ ok: false });
  });
});

describe('where no relay is', () => {
  test('a closed port and an unknown name are unreachable', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    server.close();
    await once(server, 'close');
    const refused = { ok: false, error: { kind: 'unreachable', code: 'ECONNREFUSED' } };
    expect(await openTurnClient({ kind: 'tcp', host: '127.0.0.1', port })).toMatchObject(refused);
    const udp = await openTurnClient({ kind: 'udp', host: '127.0.0.1', port });
    expect(udp.ok && (await udp.value.binding())).toMatchObject(refused);
    const unknown = await openTurnClient({ kind: 'udp', host: 'relay.invalid', port });
    expect(unknown).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });

  test('a server that speaks something else is told, one that is silent runs into the time limit', async () => {
    const sockets: { destroy(): void }[] = [];
    const serve = async (greeting: string): Promise<number> => {
      const server = createServer((socket) => {
        sockets.push(socket, { destroy: () => server.close() });
        socket.write(greeting);
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      return (server.address() as { port: number }).port;
    };
    const ask = async (port: number, kind: 'tcp' | 'tls') => {
      const client = await openTurnClient({ kind, host: '127.0.0.1', port, patienceMs: 300 });
      if (!client.ok) return client;
      const binding = await client.value.binding();
      await client.value.close();
      return binding;
    };
    const [mail, silent] = [await serve('220 mail.example.org ESMTP\r\n'), await serve('')];
    expect(await ask(mail, 'tcp')).toMatchObject({ error: { kind: 'malformed' } });
    expect(await ask(mail, 'tls')).toMatchObject({ error: { kind: 'tls' } });
    expect(await ask(silent, 'tcp')).toMatchObject({ error: { kind: 'timeout' } });
    expect(await ask(silent, 'tls')).toMatchObject({ error: { kind: 'timeout' } });
    for (const socket of sockets) socket.destroy();
  });
});
