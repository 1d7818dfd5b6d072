// Windows above others, which the browser can't do by itself: by wmctrl, where the desktop is X11.
import { execFile } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Ms until a window that was asked for is on the desktop's list. */
const PATIENCE = 3_000;
const STEP = 100;

export interface OnTop {
  /** What of it can't be done here, as a sentence. */
  readonly limit: string | undefined;
  keep(title: string, on: boolean): Promise<void>;
  /** In front, and with the keyboard. */
  raise(title: string): Promise<void>;
}

const NOWHERE = { keep: () => Promise.resolve(), raise: () => Promise.resolve() };

export async function findOnTop(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<OnTop> {
  if (platform !== 'linux')
    return { ...NOWHERE, limit: 'The ring window comes to the front but can’t be kept above other windows.' };
  if (!env['DISPLAY'] || env['WAYLAND_DISPLAY'])
    return {
      ...NOWHERE,
      limit: 'Wayland lets no program keep its window above others: the ring window may be covered.',
    };
  try {
    await run('wmctrl', ['-m'], { env });
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? 'wmctrl is not installed'
        : 'there is no window manager that wmctrl can ask';
    return { ...NOWHERE, limit: `The ring window may be covered by others: ${why}.` };
  }
  return new Wmctrl(env);
}

class Wmctrl implements OnTop {
  readonly limit = undefined;
  readonly #env: NodeJS.ProcessEnv;

  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  async keep(title: string, on: boolean): Promise<void> {
    const id = await this.#find(title);
    if (id === undefined) return;
    await this.#ask('-i', '-r', id, '-b', `${on ? 'add' : 'remove'},above,sticky`);
  }

  async raise(title: string): Promise<void> {
    const id = await this.#find(title);
    if (id !== undefined) await this.#ask('-i', '-a', id);
  }

  /** The newest of our windows with this title: the list is in the order of their coming. */
  async #find(title: string): Promise<string | undefined> {
    for (let waited = 0; waited < PATIENCE; waited += STEP) {
      const list = (await this.#ask('-l', '-x')).split('\n').filter((line) => / \S*\.parley /.test(line));
      const found = list.findLast((line) => line.endsWith(title)) ?? list.at(-1);
      if (found) return found.split(' ')[0];
      await wait(STEP);
    }
    return undefined;
  }

  async #ask(...args: string[]): Promise<string> {
    return (await run('wmctrl', args, { env: this.#env })).stdout;
  }
}
