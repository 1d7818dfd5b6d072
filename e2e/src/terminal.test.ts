// The terminal client as its users start it, with a page in Chromium: calls both ways, texts both ways, and its exit codes.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { PICTURES, writeCamera, type Quadrants } from './fake-camera.ts';
import { writeMicrophone } from './fake-microphone.ts';
import { PASSWORD, Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';
import { loudest } from './tone.ts';

const PROGRAM = join(import.meta.dirname, '../../apps/terminal/bin/parley-cli.js');
const PATIENCE = { timeout: 15_000, interval: 50 };
const folder = mkdtempSync(join(tmpdir(), 'parley-e2e-terminal-'));
const running: Terminal[] = [];
const missing = missingTools('ffmpeg');
const scene = openTheatre({ skip: missing !== undefined });
if (missing) console.warn(`SKIPPED terminal.test.ts, the terminal client: ${missing}.`);

interface Terminal {
  /** Lines of JSON on its standard output so far. */
  readonly told: Record<string, unknown>[];
  /** Resolves once it has told something with these members. */
  tells(members: Record<string, unknown>): Promise<void>;
  type(line: string): void;
  endInput(): void;
  signal(name: NodeJS.Signals): void;
  /** Of its whole process group: ffmpeg has one of its own. */
  readonly pid: number;
  /** Resolves with its exit code and what it said on standard error. */
  readonly ended: Promise<{ exit: number | null; said: string }>;
}

interface Start {
  server: string;
  account: string;
  password?: string;
  /** Beside this process's own. */
  env?: Readonly<Record<string, string>>;
}

/** Node as it is where no WebRTC package is installed. */
const WITHOUT_WEBRTC = `--import data:text/javascript,${encodeURIComponent(
  `import { register } from 'node:module';
   register('data:text/javascript,' + encodeURIComponent(\`export async function resolve(name, at, next) {
     if (name === '@roamhq/wrtc') throw new Error('not installed');
     return next(name, at);
   }\`));`,
)}`;

function start(args: readonly string[], { server, account, password = PASSWORD, env = {} }: Start): Terminal {
  const child = spawn(
    process.execPath,
    [PROGRAM, ...args, '--json', '--server', server, '--account', account],
    {
      env: {
        ...process.env,
        PARLEY_PASSWORD: password,
        HOME: folder,
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const told: Terminal['told'] = [];
  let [rest, said] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) told.push(JSON.parse(line) as Record<string, unknown>);
  });
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'close').then(() => ({ exit: child.exitCode, said }));
  const terminal: Terminal = {
    told,
    async tells(members) {
      await expect.poll(() => told, PATIENCE).toContainEqual(expect.objectContaining(members));
    },
    type: (line) => void child.stdin.write(`${line}\n`),
    endInput: () => void child.stdin.end(),
    signal: (name) => void child.kill(name),
    pid: child.pid ?? 0,
    ended,
  };
  running.push(terminal);
  return terminal;
}

afterAll(() => {
  for (const terminal of running) terminal.signal('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** A second of four colours and a light square that walks, and of beeps. */
const CLIP = join(folder, 'clip.mkv');
const TONE = 1_700;
beforeAll(() => {
  if (missing !== undefined) return;
  const [camera, microphone] = [join(folder, 'clip.y4m'), join(folder, 'clip.wav')];
  writeCamera(camera, PICTURES[3]);
  writeMicrophone(microphone, TONE);
  ffmpeg('-stream_loop', '1', '-i', camera, '-i', microphone, '-c:v', 'ffv1', '-c:a', 'pcm_s16le', CLIP);
});

function ffmpeg(...args: string[]): Buffer {
  return execFileSync('ffmpeg', ['-nostdin', '-v', 'error', ...args], { maxBuffer: 64 * 1024 * 1024 });
}

/** Somebody at a terminal, for a page that calls and looks. */
function atTerminal(account: string, { page, context }: Person, tone = TONE): Person {
  return new Person({ account, page, context, picture: PICTURES[3], tone });
}

/** Seconds of picture and of sound, as what is in the file says. */
function lengths(file: string): { picture: number; sound: number } {
  const pictures = ffmpeg(
    '-i',
    file,
    '-map',
    '0:v',
    '-vf',
    'scale=2:2',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'gray',
    '-',
  );
  return { picture: pictures.length / 4 / 25, sound: soundOf(file).length / 48_000 };
}

function soundOf(file: string): number[] {
  const bytes = ffmpeg('-i', file, '-map', '0:a', '-f', 's16le', '-ac', '1', '-ar', '48000', '-');
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(i * 2) / 32_768);
}

/** How far the middles of the four quadrants of the picture `before` seconds before the end are from these colours. */
function distance(file: string, colours: Quadrants, before = 0.5): number {
  const [width, height] = [640, 480];
  const raw = ffmpeg(
    '-sseof',
    `-${before}`,
    '-i',
    file,
    '-frames:v',
    '1',
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-',
  );
  expect(raw.length).toBe(width * height * 3);
  const off = colours.flatMap((colour, i) => {
    const at = ((i < 2 ? 0.25 : 0.75) * height * width + (i % 2 === 0 ? 0.25 : 0.75) * width) * 3;
    return colour.map((part, c) => Math.abs(part - (raw[at + c] ?? 999)));
  });
  return Math.max(...off);
}

const at = ({ server }: Stage, account: string): Start => ({ server: server.url, account });

scene(
  'a terminal answers: a file to the page, and the page into a recording, whole and in step',
  async (stage) => {
    const record = join(folder, 'call.mkv');
    const args = ['answer', '--once', '--file', CLIP, '--loop', '--record', record, '--size', '640x480'];
    const kiosk = start(args, at(stage, 'kiosk'));
    await kiosk.tells({ event: 'connected', account: 'kiosk' });
    const alice = await stage.person('alice');
    const other = atTerminal('kiosk', alice);
    await alice.call(other);
    await alice.seesPictureOf(other);
    await alice.seesMotionOf(other);
    await alice.press('Turn camera off');
    await kiosk.tells({ event: 'output', device: 'camera', on: false });
    await alice.press('Turn camera on');
    await kiosk.tells({ event: 'output', device: 'camera', on: true });
    await alice.hears(other);
    await alice.hangUp();
    expect(await kiosk.ended).toEqual({ exit: 0, said: '' });
    const { seconds = 0 } = kiosk.told.find(({ event }) => event === 'ended') as { seconds?: number };
    const { picture, sound } = lengths(record);
    expect(Math.abs(picture - sound)).toBeLessThan(0.3);
    expect(Math.abs(picture - seconds)).toBeLessThan(1.5);
    expect(distance(record, PICTURES[0])).toBeLessThan(45);
    const heard = loudest(soundOf(record).slice(-96_000), 48_000);
    expect(Math.abs(heard.frequency - alice.tone)).toBeLessThan(25);
    expect(heard.level).toBeGreaterThan(0.02);
  },
);

scene(
  'a terminal calls: test picture and tone; Ctrl-C finishes the recording; a dead ffmpeg is told',
  async (stage) => {
    const alice = await stage.person('alice');
    const args = ['call', alice.account.toUpperCase(), '--test-picture', '--tone', '1000', '--stats'];
    const bob = start([...args, '--record', join(folder, 'sound.wav')], at(stage, 'bob'));
    const other = atTerminal('bob', alice, 1_000);
    await alice.accept(other);
    await bob.tells({ event: 'call', state: 'active' });
    await alice.seesMotionOf(other);
    await expect
      .poll(() => bob.told.findLast(({ event }) => event === 'stats'), PATIENCE)
      .toMatchObject({ way: 'direct', sent: { video: { width: 640, height: 480 } } });
    // A terminal takes one call at a time.
    const busy = start(['call', other.account, '--voice'], at(stage, 'carl'));
    expect(await busy.ended).toEqual({ exit: 7, said: '' });

    // The picture's ffmpeg, by its command line among this terminal's children.
    const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(bob.pid)], {
      encoding: 'utf8',
    });
    const victim = Number(
      children
        .split('\n')
        .find((line) => line.includes('testsrc2'))
        ?.trim()
        .split(' ')[0],
    );
    process.kill(victim, 'SIGKILL');
    await bob.tells({ event: 'problem', exit: 13 });
    await alice.hears(other);
    bob.signal('SIGINT');
    expect((await bob.ended).exit).toBe(13);
    expect(bob.told.at(-1)).toMatchObject({ event: 'recorded', file: join(folder, 'sound.wav') });
    await alice.callIsOver(/./);
    const heard = loudest(soundOf(join(folder, 'sound.wav')).slice(-48_000), 48_000);
    expect(Math.abs(heard.frequency - alice.tone)).toBeLessThan(25);
  },
);

scene('texts go both ways, and each failure has its exit code', async (stage) => {
  const alice = await stage.person('alice');
  const { account } = alice;
  const bob = start(['chat', account], at(stage, 'bob'));
  bob.type('Is the door open?');
  const other = atTerminal('bob', alice);
  await alice.open(other);
  await alice.reads(other, 'Is the door open?');
  await bob.tells({ event: 'delivered', to: account });
  await alice.say('It is.');
  await bob.tells({ event: 'typing', from: account, on: true });
  await bob.tells({ event: 'text', from: account, text: 'It is.' });
  bob.endInput();
  expect(await bob.ended).toEqual({ exit: 0, said: '' });

  const declined = start(['call', account, '--voice'], at(stage, 'dora'));
  const others = [
    { args: ['send', 'nobody', 'Hello?'], who: at(stage, 'erik'), exit: 6 },
    { args: ['call', 'nobody'], who: at(stage, 'finn'), exit: 6 },
    { args: ['people'], who: { server: 'http://localhost:1', account: 'gwen' }, exit: 3 },
    { args: ['people'], who: { ...at(stage, account), password: 'not hers at all' }, exit: 4 },
    { args: ['call', account, '--camera', '/dev/no-such-camera'], who: at(stage, 'hank'), exit: 13 },
    {
      args: ['call', account, '--test-picture'],
      who: { ...at(stage, 'ivan'), env: { PATH: folder } },
      exit: 12,
    },
    { args: ['answer'], who: { ...at(stage, 'lena'), env: { NODE_OPTIONS: WITHOUT_WEBRTC } }, exit: 14 },
  ].map(async ({ args, who, exit }) => {
    const ended = await start(args, who).ended;
    return [args.join(' '), ended.exit, exit, ended.said];
  });
  for (const [args, found, expected, said] of await Promise.all(others)) {
    expect([args, found]).toEqual([args, expected]);
    if (expected !== 6) expect(said).toMatch(/^[^\n]{20,}\.\n$/);
  }
  await alice.button('Decline').click();
  expect((await declined.ended).exit).toBe(8);

  // The server's policy is one device for each account.
  const first = start(['people', '--watch'], at(stage, 'judy'));
  await first.tells({ event: 'online', account });
  const second = start(['answer'], at(stage, 'judy'));
  expect((await first.ended).exit).toBe(5);
  await second.tells({ event: 'connected' });
  second.signal('SIGINT');
  expect((await second.ended).exit).toBe(0);
  expect(readdirSync(folder)).not.toContain('.config');
});

scene('typed at a terminal: texts, a call out and a call in', async (stage) => {
  const alice = await stage.person('alice');
  const [call, account] = [process.execPath, 'dave'];
  const command = `${call} ${PROGRAM} --server ${stage.server.url} --account ${account} --test-picture --tone 900`;
  const child = spawn('script', ['-qec', command, '/dev/null'], {
    env: { ...process.env, PARLEY_PASSWORD: PASSWORD, HOME: folder, TERM: 'xterm' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let screen = '';
  child.stdout.on('data', (chunk: Buffer) => (screen += chunk.toString()));
  const ended = once(child, 'close').then(() => child.exitCode);
  const shows = (text: RegExp | string): Promise<void> =>
    expect
      .poll(() => screen, PATIENCE)
      .toEqual(typeof text === 'string' ? expect.stringContaining(text) : expect.stringMatching(text));
  const type = (keys: string): void => void child.stdin.write(keys);
  const other = atTerminal(account, alice, 900);

  await shows(alice.account);
  type(`${alice.account}\r`);
  await shows(`${alice.account}> `);
  type('Hello from a terminal.\r');
  await alice.open(other);
  await alice.reads(other, 'Hello from a terminal.');
  await shows('Delivered.');
  await alice.say('Come in.');
  await shows(`${alice.account}: Come in.`);

  type('/call\r');
  await alice.accept(other);
  await alice.hears(other);
  type('/mute\r');
  await shows('You are not heard.');
  await alice.hearsNothingFrom(other);
  type('/hangup\r');
  await alice.callIsOver(/./);
  await shows(`The call with ${alice.account} is over.`);

  await alice.call(other);
  await shows(`${alice.account} calls (video): /accept or /decline`);
  screen = '';
  type('/accept\r');
  await shows(`In a call with ${alice.account}.`);
  type('\u0003');
  await alice.callIsOver(/./);
  type('\u0004');
  expect(await ended).toBe(0);
});
