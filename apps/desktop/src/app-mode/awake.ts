// Keeps the screen awake during a call.
import { spawn, type ChildProcess } from 'node:child_process';
import type { Log } from './browser.ts';
import type { Bus } from './dbus/bus.ts';

const SCREEN_SAVER = {
  destination: 'org.freedesktop.ScreenSaver',
  path: '/org/freedesktop/ScreenSaver',
  interface: 'org.freedesktop.ScreenSaver',
};

export interface Awake {
  /** What of it can't be done here, as a sentence. */
  readonly limit: string | undefined;
  keep(on: boolean): void;
}

interface Hold {
  release(): void;
}

/** Programs that keep the screen awake as long as they run. */
const PROGRAMS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['caffeinate', '-d', '-w', String(process.pid)],
  linux: [
    'systemd-inhibit',
    '--what=idle',
    '--who=Parley',
    '--why=A call',
    'tail',
    `--pid=${process.pid}`,
    '-f',
    '/dev/null',
  ],
};

export async function findAwake(parts: {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  bus: Bus | undefined;
  log: Log;
}): Promise<Awake> {
  const { platform, env, bus, log } = parts;
  if (bus && (await bus.isOwned(SCREEN_SAVER.destination))) return new KeptAwake(() => byBus(bus), log);
  const program = PROGRAMS[platform];
  if (program) return new KeptAwake(() => byProgram(program, env), log);
  return {
    limit: 'The screen is kept awake by the page alone, as long as its window can be seen.',
    keep: () => undefined,
  };
}

class KeptAwake implements Awake {
  readonly limit = undefined;
  readonly #take: () => Promise<Hold>;
  readonly #log: Log;
  /** One after the other: it may be wanted no more before it is held. */
  #turn: Promise<Hold | undefined> = Promise.resolve(undefined);

  constructor(take: () => Promise<Hold>, log: Log) {
    this.#take = take;
    this.#log = log;
  }

  keep(on: boolean): void {
    this.#turn = this.#turn.then(async (held) => {
      if (on) return held ?? (await this.#tryTo());
      held?.release();
      return undefined;
    });
  }

  async #tryTo(): Promise<Hold | undefined> {
    try {
      return await this.#take();
    } catch (error) {
      this.#log(`The screen is kept awake by the page alone: ${(error as Error).message}`);
      return undefined;
    }
  }
}

async function byBus(bus: Bus): Promise<Hold> {
  const [cookie] = await bus.call({
    ...SCREEN_SAVER,
    member: 'Inhibit',
    signature: 'ss',
    body: ['Parley', 'A call'],
  });
  return {
    release() {
      // A screen saver that is gone keeps nothing awake.
      bus
        .call({ ...SCREEN_SAVER, member: 'UnInhibit', signature: 'u', body: [cookie] })
        .catch(() => undefined);
    },
  };
}

function byProgram([program = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<Hold> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(program, args, { env, stdio: 'ignore' });
    child.once('error', reject);
    child.once('spawn', () => resolve({ release: () => void child.kill() }));
  });
}
