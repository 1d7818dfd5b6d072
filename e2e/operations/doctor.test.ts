// `parley doctor` as an operator runs it: beside a real server with its relay, without one, and with every fault at once.
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { selfSigned } from '../../packages/server/src/tls/testing/self-signed.ts';
import { missingTools } from '../../scripts/test-tools.mjs';
import { until } from '../faults/until.ts';
import { missingForNetworks, openNetwork, type Network, type Place } from '../src/network-namespaces.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';
import { startCoturn, type Coturn } from './coturn.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/parley.js');
const missing = missingForNetworks() ?? missingTools('turnserver', 'openssl', 'socat');
if (missing) console.warn(`SKIPPED doctor.test.ts, what parley doctor says: ${missing}.`);

interface Check {
  name: string;
  state: 'ok' | 'warn' | 'fail' | 'skipped';
  message: string;
  advice?: string;
}

interface Diagnosis {
  code: number | null;
  checks: Check[];
  /** `name state` of each, in order. */
  states: string[];
  /** What is said of it, and what to do. */
  said(name: string): string;
}

let network: Network;
let place: Place;
let folder = '';
let server: ServerProcess | undefined;
let relay: Coturn | undefined;
/** What takes the relay's port. */
let thief: ChildProcess | undefined;

beforeAll(() => {
  if (missing) return;
  network = openNetwork();
  place = network.place('doctor');
});
afterAll(() => network?.close());
afterEach(async () => {
  thief?.kill();
  await server?.close();
  await relay?.close();
  server = relay = thief = undefined;
  if (folder === '') return;
  spawnSync('umount', ['--lazy', join(folder, 'data')], { stdio: 'ignore' });
  rmSync(folder, { recursive: true, force: true });
  folder = '';
});

function dataFolder(): string {
  folder = mkdtempSync(join(tmpdir(), 'parley-e2e-doctor-'));
  mkdirSync(join(folder, 'data'), { mode: 0o700 });
  return join(folder, 'data');
}

interface Running {
  command?: readonly string[];
  env?: Record<string, string>;
}

async function run(words: readonly string[], { command = place.command, env = {} }: Running = {}) {
  const [program = '', ...args] = [...command, process.execPath, PROGRAM, ...words];
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}

async function doctor(flags: readonly string[], running: Running = {}): Promise<Diagnosis> {
  const { code, out, err } = await run(['doctor', '--json', ...flags], running);
  if (!out.startsWith('{')) throw new Error(`doctor exited with ${code}: ${err}${out}`);
  const { checks } = JSON.parse(out) as { checks: Check[] };
  const said = (name: string): string => {
    const check = checks.find((one) => one.name === name);
    return [check?.message, check?.advice].filter((one) => one !== undefined).join(' ');
  };
  return { code, checks, states: checks.map(({ name, state }) => `${name} ${state}`), said };
}

const notOk = ({ states }: Diagnosis): string[] => states.filter((state) => !state.endsWith(' ok'));

describe.skipIf(missing)('beside a server and its relay', () => {
  test('everything is well, the relay carries bytes by UDP, TCP and TLS; killed, it is missed and comes back', async () => {
    const flags = ['--host', '0.0.0.0', '--turn', 'auto'];
    server = await startServerProcess({ command: place.command, flags });
    const { data } = server;
    const all = [...flags, '--data', data];
    const look = () => doctor(all);
    const relayState = () => readFileSync(join(data, 'turn', 'state.json'), 'utf8');
    await expect.poll(relayState, { timeout: 10_000 }).toContain('"running"');

    const well = await look();
    expect([well.code, notOk(well)]).toEqual([0, []]);
    expect(well.said('server')).toMatch(
      new RegExp(`^It runs \\(process \\d+\\) and answers at https://127\\.0\\.0\\.1:${server.port}\\.$`),
    );
    for (const [kind, port] of [
      ['udp', 3478],
      ['tcp', 3478],
      ['tls', 5349],
    ] as const) {
      expect(well.said(`relay-${kind}`)).toMatch(
        new RegExp(
          `^Bytes went both ways through the relay at ${place.address}:${port} by ${kind.toUpperCase()}, in \\d+ ms\\.$`,
        ),
      );
    }
    expect(well.said('relay-guard')).toMatch(/127\.0\.0\.1.*169\.254\.169\.254/);
    expect(well.said('addresses')).toContain(`https://${place.address}:${server.port}`);

    const people = await run(['doctor', ...all]);
    expect(people.out).toMatch(/^✓ ok {4}relay-tls {7}Bytes went both ways/m);
    expect(people.out).toMatch(/Nothing is wrong\.\n$/);
    expect(people.out).not.toContain('\u001B');

    // Another program waits for the port of the relay, which is killed.
    const listen = `TCP-LISTEN:3478,bind=${place.address},retry=1000,interval=0.01`;
    thief = spawn(place.command[0] ?? '', [...place.command.slice(1), 'socat', listen, '-'], {
      stdio: 'ignore',
    });
    process.kill(Number(readFileSync(join(data, 'turn', 'turnserver.pid'), 'utf8')), 'SIGKILL');
    await expect.poll(relayState, { timeout: 10_000 }).toContain('EADDRINUSE');
    const killed = await look();
    expect([killed.code, notOk(killed)]).toEqual([7, ['relay fail']]);
    expect(killed.said('relay')).toContain(`another program listens on ${place.address}:3478. Stop it`);
    thief.kill();
    await expect.poll(relayState, { timeout: 10_000 }).toContain('"running"');
    expect(notOk(await look())).toEqual([]);

    // Halted, it is there and says nothing.
    process.kill(server.pid, 'SIGSTOP');
    const halted = await look();
    process.kill(server.pid, 'SIGCONT');
    expect(halted.said('server')).toMatch(
      /does not answer at .* \(nothing within 3 s\): look at the end of its log/,
    );
  });
});

describe.skipIf(missing)('without a server', () => {
  test('a relay is run for the look, and nothing is left of it', async () => {
    const data = dataFolder();
    const { cert, key } = await selfSigned({ names: ['calls.example.org'] });
    const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    const flags = [
      '--data',
      data,
      '--host',
      place.address,
      '--certificate',
      files.cert,
      '--certificate-key',
      files.key,
    ];
    const hosts = withHosts(`${place.address} calls.example.org`);
    const found = await doctor(flags, { command: hosts });
    expect([found.code, notOk(found)]).toEqual([0, []]);
    expect(found.states).toEqual(
      expect.arrayContaining(['relay-udp ok', 'relay-tcp ok', 'relay-tls ok', 'relay-guard ok', 'dns ok']),
    );
    expect(execFileSync('ls', ['-A', data], { encoding: 'utf8' })).toBe('');
    const sockets = [...place.command, 'ss', '-ltnuH'];
    expect(execFileSync(sockets[0] ?? '', sockets.slice(1), { encoding: 'utf8' })).toBe('');
  });

  test('broken off by a signal, it leaves no relay behind', async () => {
    const data = dataFolder();
    const words = [PROGRAM, 'doctor', '--data', data, '--host', place.address];
    const [program = '', ...args] = [...place.command, process.execPath, ...words];
    const env = { PATH: process.env.PATH, TMPDIR: folder };
    const child = spawn(program, args, { env, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const look = (): string | undefined =>
      readdirSync(folder).find((name) => name.startsWith('parley-doctor-'));
    const pidIn = (name: string | undefined): string | undefined => {
      const file = join(folder, name ?? '', 'turnserver.pid');
      return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
    };
    await until(() => Boolean(pidIn(look())), 10_000, 'a relay was started');
    const pid = Number(pidIn(look()));
    // Otherwise the look may be over first.
    process.kill(pid, 'SIGSTOP');
    // The first one asks; another one, unless it is as good as the same, ends it at once.
    child.kill('SIGINT');
    await wait(150);
    child.kill('SIGINT');
    await ended;
    const running = (): boolean =>
      existsSync(`/proc/${pid}`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
    await until(() => !running(), 2_000, 'the relay is gone');
    expect(look()).toBeUndefined();
  });

  test('every fault has its sentence, and the server says the same', async () => {
    const data = dataFolder();
    const { cert, key } = await selfSigned({ names: ['other.example.org'], until: Date.now() - 1_000 });
    const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    const database = join(data, 'parley.db');
    writeFileSync(database, 'This is no database.'.repeat(100));
    const tomorrow = Date.now() / 1_000 + 86_400;
    utimesSync(database, tomorrow, tomorrow);
    const listener = spawn(
      place.command[0] ?? '',
      [...place.command.slice(1), 'socat', 'TCP-LISTEN:9900,fork', '-'],
      { stdio: 'ignore' },
    );
    try {
      await expect
        .poll(
          () =>
            spawnSync(place.command[0] ?? '', [
              ...place.command.slice(1),
              'socat',
              '-u',
              'OPEN:/dev/null',
              'TCP:127.0.0.1:9900',
            ]).status,
          { timeout: 5_000 },
        )
        .toBe(0);
      const flags = [
        '--data',
        data,
        '--host',
        '0.0.0.0',
        '--certificate',
        files.cert,
        '--certificate-key',
        files.key,
      ];
      // No program is found there, coturn neither.
      const command = withHosts(
        `10.77.0.99 calls.example.org\n${place.address} other.example.org`,
        'PATH=/nonexistent',
      );
      const found = await doctor([...flags, '--origin', 'https://calls.example.org'], { command });
      expect([found.code, notOk(found)]).toEqual([
        7,
        ['database fail', 'clock fail', 'port fail', 'certificate fail', 'dns fail', 'relay fail'],
      ]);
      expect(found.said('database')).toBe(
        `The database ${database} is damaged (file is not a database): put a backup in its place, or move it away to start empty.`,
      );
      expect(found.said('clock')).toMatch(
        /^This machine's clock says .*, but .*parley\.db was written at .*: set it/,
      );
      expect(found.said('port')).toMatch(
        /^Port 9900 on 0\.0\.0\.0 is taken by another program: stop that one, .* It is socat, process \d+\.$/,
      );
      expect(found.said('certificate')).toMatch(
        /expired on .*, so browsers refuse it: renew it, or set this machine's clock if that is wrong\.$/,
      );
      expect(found.said('dns')).toMatch(
        new RegExp(
          `^The name calls\\.example\\.org leads to 10\\.77\\.0\\.99, and this machine has ${place.address}: have the name lead`,
        ),
      );
      expect(found.said('relay')).toContain('apt install coturn');

      // The server stops at what it can't go on with, and logs the rest.
      const serve = ['serve', ...flags, '--turn', 'off'];
      expect(await run(serve)).toMatchObject({
        code: 5,
        err: expect.stringContaining(found.said('database')) as string,
      });
      writeFileSync(database, '');
      utimesSync(database, tomorrow, tomorrow);
      const { code, err } = await run(serve);
      expect(code).toBe(3);
      expect(err).toContain(found.checks.find(({ name }) => name === 'clock')?.message.slice(-90));
      expect(err).toContain(found.said('certificate'));
      expect(err).toContain(found.checks.find(({ name }) => name === 'port')?.message);
    } finally {
      listener.kill();
    }
  });

  test('a full disk, and a data folder of another user', async () => {
    const data = dataFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m,mode=700,uid=1', 'tmpfs', data]);
    const flags = ['--data', data, '--turn', 'off'];
    // Root without root's right to pass by permissions is a user like any other.
    const command = [
      ...place.command,
      'setpriv',
      '--bounding-set',
      '-dac_override,-dac_read_search,-chown,-fowner',
    ];
    const [others, full] = await Promise.all([
      doctor(flags, { command }),
      (async () => {
        const file = openSync(join(data, 'filler'), 'w');
        try {
          while (writeSync(file, Buffer.alloc(4_096)) > 0);
        } catch {
          // That is what it is for.
        }
        closeSync(file);
        return doctor(flags);
      })(),
    ]);
    expect([others.code, others.said('data')]).toEqual([
      7,
      expect.stringMatching(/can't be written \(EACCES.*It belongs to the user daemon, and this is root\.$/),
    ]);
    chownSync(data, 0, 0);
    expect(full.code).toBe(7);
    expect(full.said('disk')).toMatch(
      /^The disk of the data folder .* is full, so nobody can sign in or out, while calls and texts go on: free some space on it\.$/,
    );
  });
});

describe.skipIf(missing)('a relay elsewhere', () => {
  test('with the right secret, with a wrong one, without a guard, and gone', async () => {
    const data = dataFolder();
    relay = await startCoturn('--use-auth-secret', '--static-auth-secret=right');
    const { port } = relay;
    const urls = [`turn:127.0.0.1:${port}?transport=udp`, `turn:127.0.0.1:${port}?transport=tcp`].join();
    const look = (secret: string) =>
      doctor(['--data', data, '--turn', 'external', '--turn-urls', urls, '--port', '0'], {
        command: [],
        env: { PARLEY_TURN_SECRET: secret },
      });
    const [right, wrong] = [await look('right'), await look('wrong')];
    expect([right.code, notOk(right)]).toEqual([
      7,
      ['addresses skipped', 'relay-tls warn', 'relay-guard fail'],
    ]);
    expect(right.said('relay-guard')).toMatch(
      /^Whoever is in a call can reach 127\.0\.0\.1.* forbid it these ranges/,
    );
    expect(notOk(wrong)).toEqual([
      'addresses skipped',
      'relay-udp fail',
      'relay-tcp fail',
      'relay-tls warn',
      'relay-guard skipped',
    ]);
    expect(wrong.said('relay-udp')).toMatch(
      /turn-secret has to be its static-auth-secret, and the clocks of both machines right/,
    );
    await relay.close();
    relay = undefined;
    const gone = await look('right');
    expect(gone.said('relay-tcp')).toMatch(
      /^Nothing is reached as the relay at .* by TCP \(ECONNREFUSED\): check turn-urls, and that it runs\./,
    );
  });
});

/** Runs with this line in the hosts file, which nobody else sees. */
function withHosts(line: string, settings = ''): string[] {
  const file = join(folder, 'hosts');
  writeFileSync(file, `127.0.0.1 localhost\n${line}\n`);
  return [...place.command, 'sh', '-c', `mount --bind ${file} /etc/hosts && ${settings} exec "$@"`, 'sh'];
}
