import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { CLOSE } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { runCli } from './cli.ts';
import { EXIT } from './start-failure.ts';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-cli-'));
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web', 'index.html'), '<!doctype html><title>Parley</title>');
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs the program in this process, which is all of it but its streams and signals. */
async function run(
  args: string[],
  more: { input?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const stdin = Readable.from([more.input ?? '']);
  const io = { stdin, stdout, stderr, env: more.env ?? {}, cwd: folder, stopped: Promise.resolve() };
  const code = await runCli(args, io);
  stdout.end();
  stderr.end();
  return { code, out: await text(stdout), err: await text(stderr) };
}

interface Program {
  child: ChildProcess;
  out: () => string;
  err: () => string;
  /** Resolves when stdout shows the pattern; rejects when the program ends before. */
  shows(pattern: RegExp): Promise<RegExpExecArray>;
  ended: Promise<[code: number | null, signal: string | null]>;
}

/** Starts the program as a process of its own, from source. */
function start(args: string[], more: string[] = []): Program {
  const program = join(REPOSITORY, 'packages/server/src/program.ts');
  const tsx = join(REPOSITORY, 'node_modules/tsx/dist/loader.mjs');
  const child = spawn(process.execPath, ['--conditions=source', '--import', tsx, ...more, program, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    child.emit('shown');
  });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  const shows = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(out);
      if (match) return match;
      if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${err}`);
      await Promise.race([once(child, 'shown'), ended]);
    }
  };
  return { child, out: () => out, err: () => err, shows, ended };
}

const data = (): string => join(folder, 'data');
const serveArgs = (...more: string[]): string[] => [
  'serve',
  '--port',
  '0',
  '--web-root',
  join(folder, 'web'),
  ...more,
];

describe('help and version', () => {
  test.each([
    [['--help']],
    [['-h']],
    [['serve', '--help']],
    [['help']],
    [['user', '--help']],
    [['key', '--help']],
    [['doctor', '--help']],
    [['user', 'add', '-h']],
  ])('%j explains and starts nothing', async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([EXIT.ok, '']);
    expect(out).toContain('parley');
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test.each([[['--version']], [['-V']], [['user', '--version']]])(
    '%j says which version it is',
    async (args) => {
      expect(await run(args)).toEqual({ code: EXIT.ok, out: '0.1.0\n', err: '' });
    },
  );
});

describe('what is refused, with its own code and one sentence', () => {
  test.each([
    [['--prot', '1'], 'There is no flag --prot; did you mean --port?'],
    [['serve', '--frobnicate'], 'There is no flag --frobnicate.'],
    [['serv'], 'There is no command "serv"; did you mean "serve"?'],
    [['frobnicate'], 'There is no command "frobnicate"; "parley --help" shows those there are.'],
    [['serve', 'now'], '"parley serve" does not understand "now"; "parley --help" helps.'],
    [['--port', 'http'], '--port must be a whole number from 0 to 65535, not "http".'],
    [['user', '--port', '1'], 'There is no flag --port.'],
    [['user'], 'Say what to do: parley user add|list|password|ban|unban|remove.'],
    [['user', 'delete', 'x'], 'There is no command "parley user delete".'],
    [['user', 'lst'], 'There is no command "parley user lst"; did you mean "list"?'],
    [['user', 'constructor'], 'There is no command "parley user constructor".'],
    [['user', 'ban'], 'Say which account: parley user ban NAME.'],
    [['user', 'ban', 'a', 'b'], '"parley user ban" does not understand "b".'],
    [['key'], 'Say whose texts the program sends: parley key ACCOUNT.'],
    [['key', 'a', 'b'], '"parley key" does not understand "b".'],
    [['user', 'list', 'a'], '"parley user list" does not understand "a".'],
  ])('%j', async (args, sentence) => {
    expect(await run(args)).toEqual({ code: EXIT.usage, out: '', err: `${sentence}\n` });
  });

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, out, err } = await run([...serveArgs('--log-level', 'silent'), '--port', String(port)]);
    expect([code, out]).toEqual([EXIT.address, '']);
    expect(err).toBe(
      `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port with --port (0 takes any free one).\n`,
    );
    other.close();
  });

  test('an address that is not here', async () => {
    const { code, err } = await run(serveArgs('--host', '192.0.2.1', '--log-level', 'silent'));
    expect([code, err]).toEqual([
      EXIT.address,
      'This machine has no address 192.0.2.1: choose one of its own with --host.\n',
    ]);
  });

  test('a data folder that can not be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, err } = await run(serveArgs('--data', 'file/data', '--log-level', 'silent'));
    expect(code).toBe(EXIT.dataFolder);
    expect(err).toMatch(
      /^The data folder .*file\/data can't be written \(.*\): choose another with --data.*\.\n$/,
    );
  });

  test('a damaged database', async () => {
    mkdirSync(data());
    writeFileSync(join(data(), 'parley.db'), 'x'.repeat(10_000));
    const { code, err } = await run(serveArgs('--log-level', 'silent'));
    expect([code, err]).toEqual([EXIT.database, expect.stringContaining('is damaged')]);
  });

  test('a web app that is not built', async () => {
    const { code, err } = await run(['--port', '0', '--web-root', 'nowhere']);
    expect([code, err]).toEqual([EXIT.notBuilt, expect.stringContaining('The web app is not built')]);
    expect(existsSync(data())).toBe(false);
  });

  test('a configuration file that is not JSON', async () => {
    writeFileSync(join(folder, 'c.json'), '{');
    const { code, err } = await run(['--config', 'c.json']);
    expect([code, err]).toEqual([EXIT.usage, expect.stringContaining('is not valid JSON')]);
  });
});

test('[R1] parley key prints a line for the file, and beside it what to do with it', async () => {
  const { code, out, err } = await run(['key', 'helpdesk']);
  expect(code).toBe(EXIT.ok);
  expect(out).toMatch(/^helpdesk:[\w-]{43}\n$/);
  expect(err).toContain('--api-key-file');
  expect(err).not.toContain(out.slice('helpdesk:'.length, -1));
  expect((await run(['key', 'help desk'])).err).toContain('"help desk" can\'t be an account');
});

describe('parley user', () => {
  const password = { input: 'correct horse\n' };

  test('looks after accounts', async () => {
    expect(await run(['user', 'add', 'alice', '--password-stdin'], password)).toEqual({
      code: EXIT.ok,
      out: 'The account alice is made.\n',
      err: '',
    });
    await run(['user', 'add', 'bob', '--password-stdin'], password);
    expect((await run(['user', 'ban', 'BOB'])).out).toBe('The account BOB is banned.\n');
    const { out } = await run(['user', 'list', '--json']);
    expect(JSON.parse(out)).toEqual([
      { name: 'alice', created: expect.stringMatching(/^\d{4}-\d\d-\d\dT/), banned: false, signIns: 0 },
      { name: 'bob', created: expect.any(String), banned: true, signIns: 0 },
    ]);
    expect((await run(['user', 'list'])).out).toMatch(
      /^alice +since \d{4}-\d\d-\d\d +0 sign-ins\nbob .* banned\n$/,
    );
    expect((await run(['user', 'unban', 'bob'])).code).toBe(EXIT.ok);
    expect(
      (await run(['user', 'password', 'bob', '--password-stdin'], { input: 'another horse' })).code,
    ).toBe(EXIT.ok);
    expect((await run(['user', 'remove', 'bob'])).code).toBe(EXIT.ok);
    expect(JSON.parse((await run(['user', 'list', '--json'])).out)).toHaveLength(1);
  });

  test.each([
    [['add', 'alice', '--password-stdin'], 'There is an account alice already'],
    [['add', 'ALICE', '--password-stdin'], 'There is an account ALICE already'],
    [['add', 'a b', '--password-stdin'], '"a b" can\'t be an account'],
    [['ban', 'nobody'], 'There is no account nobody: "parley user list" shows those there are.'],
    [['unban', 'nobody'], 'There is no account nobody'],
    [['remove', 'nobody'], 'There is no account nobody'],
    [['password', 'nobody', '--password-stdin'], 'There is no account nobody'],
  ])('refuses %j', async (args, sentence) => {
    await run(['user', 'add', 'alice', '--password-stdin'], password);
    const { code, out, err } = await run(['user', ...args], password);
    expect([code, out]).toEqual([EXIT.refused, '']);
    expect(err).toContain(sentence);
  });

  test('refuses a password that is too short, and asks for none without a terminal', async () => {
    const short = await run(['user', 'add', 'alice', '--password-stdin'], { input: '1234567\n' });
    expect(short).toEqual({
      code: EXIT.refused,
      out: '',
      err: 'A password has 8 to 1024 bytes; nothing is changed.\n',
    });
    const none = await run(['user', 'add', 'alice'], password);
    expect([none.code, none.err]).toEqual([EXIT.usage, expect.stringContaining('--password-stdin')]);
    expect((await run(['user', 'list'])).out).toBe('There are no accounts yet.\n');
  });

  test('does not make a data folder out of a typing error', async () => {
    const { code, err } = await run(['user', 'list', '--data', 'dta']);
    expect([code, err]).toEqual([
      EXIT.dataFolder,
      `There is no Parley data in ${join(folder, 'dta')}: say where it is with --data.\n`,
    ]);
    expect(existsSync(join(folder, 'dta'))).toBe(false);
  });

  test('finds the data folder as the server does', async () => {
    await run(['user', 'add', 'alice', '--password-stdin', '--data', 'elsewhere'], password);
    expect((await run(['user', 'list'], { env: { PARLEY_DATA: 'elsewhere' } })).out).toContain('alice');
  });
});

describe('the process', () => {
  test('says where it is, serves, notices a ban within a second, and stops on SIGTERM', async () => {
    const program = start(serveArgs());
    const [line, port] = await program.shows(/^Parley is ready at http:\/\/localhost:(\d+)\n$/);
    expect(program.out()).toBe(line);
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(url)).text()).toContain('<title>Parley</title>');

    const response = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ account: 'alice', password: 'correct horse', bearer: true }),
    });
    const { token } = (await response.json()) as { token: string };
    const open = async (): Promise<WebSocket> => {
      const headers = { authorization: `Bearer ${token}` };
      const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['parley.v1'], { headers });
      await once(socket, 'open');
      const welcomed = once(socket, 'message');
      socket.send(
        JSON.stringify({ t: 'session.hello', v: 1, client: 'test', device: 'testdevicetestdevice' }),
      );
      await welcomed;
      return socket;
    };

    const first = await open();
    const banned = once(first, 'close');
    const started = performance.now();
    expect((await run(['user', 'ban', 'alice', '--data', data()])).code).toBe(EXIT.ok);
    expect((await banned)[0]).toBe(CLOSE.signedOut);
    expect(performance.now() - started).toBeLessThan(2_000);

    await run(['user', 'unban', 'alice', '--data', data()]);
    expect(
      (await fetch(`${url}/api/session`, { headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(200);

    const stopping = performance.now();
    program.child.kill('SIGTERM');
    expect(await program.ended).toEqual([EXIT.ok, null]);
    expect(performance.now() - stopping).toBeLessThan(3_000);
    for (const logged of program.err().trim().split('\n')) expect(JSON.parse(logged)).toHaveProperty('msg');
    expect(program.err()).not.toContain(token);
    expect(program.err()).not.toContain('correct horse');
  });

  test('stops with sockets open, telling them to come back, and gives its folder to the next', async () => {
    const program = start(serveArgs());
    const [, port] = await program.shows(/localhost:(\d+)/);
    const second = start(serveArgs('--log-level', 'silent'));
    expect(await second.ended).toEqual([EXIT.database, null]);
    expect(second.err()).toMatch(/^Another Parley server uses the data folder/);

    await run(['user', 'add', 'alice', '--password-stdin', '--data', data()], { input: 'correct horse' });
    const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ account: 'alice', password: 'correct horse', bearer: true }),
    });
    const { token } = (await response.json()) as { token: string };
    const headers = { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['parley.v1'], { headers });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    program.child.kill('SIGINT');
    expect((await closed)[0]).toBe(CLOSE.restart);
    expect(await program.ended).toEqual([EXIT.ok, null]);

    const third = start(serveArgs());
    await third.shows(/Parley is ready/);
  });

  test('stops at once at the second signal', async () => {
    const program = start(serveArgs('--log-level', 'silent'));
    const [, port] = await program.shows(/localhost:(\d+)/);
    await run(['user', 'add', 'alice', '--password-stdin', '--data', data()], { input: 'correct horse' });
    const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ account: 'alice', password: 'correct horse', bearer: true }),
    });
    const { token } = (await response.json()) as { token: string };
    // A socket that is open and answers nothing, so that saying goodbye to it takes its time.
    const mute = connect(Number(port), '127.0.0.1');
    mute.on('error', () => {});
    mute.write(
      `GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer ${token}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: parley.v1\r\n\r\n`,
    );
    expect(String((await once(mute, 'data'))[0])).toMatch(/^HTTP\/1.1 101 /);
    program.child.kill('SIGTERM');
    // The goodbye: from here on the server waits for an answer.
    await once(mute, 'data');
    const again = setInterval(() => program.child.kill('SIGTERM'), 120);
    expect(await program.ended).toEqual([128 + 15, null]);
    clearInterval(again);
    mute.destroy();
  });

  test('[I15] a bug stops it with code 70 and a line that says so', async () => {
    const bug = 'data:text/javascript,process.on("SIGUSR2",()=>{throw new Error("a bug")})';
    const program = start(serveArgs('--log-level', 'silent'), ['--import', bug]);
    await program.shows(/Parley is ready/);
    program.child.kill('SIGUSR2');
    expect(await program.ended).toEqual([EXIT.crashed, null]);
    expect(JSON.parse(program.err())).toMatchObject({ msg: 'a bug stops the program', cause: 'a bug' });
  });

  test('has nothing of its own in the way of a crash', async () => {
    const program = start(serveArgs('--log-level', 'silent'));
    await program.shows(/Parley is ready/);
    program.child.kill('SIGKILL');
    expect(await program.ended).toEqual([null, 'SIGKILL']);
    const next = start(serveArgs('--log-level', 'silent'));
    await next.shows(/Parley is ready/);
    expect(readFileSync(join(data(), 'server.lock'))).toHaveLength(0);
  });
});
