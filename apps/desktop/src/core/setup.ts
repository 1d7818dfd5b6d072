// The client's own page in its window: the first start, another server, and a server that can't be reached.
import * as v from 'valibot';
import { setupForm, type SetupForm, type SetupState } from '../pages/setup-messages.ts';
import type { DesktopShell, ShellWindow } from '../shell.ts';
import type { Words } from '../words/en.ts';
import type { Log } from './log.ts';
import type { Result } from './links.ts';
import { readAddress } from './server-address.ts';

const PLACE = { width: 480, height: 620 };

export interface SetupParts {
  readonly shell: DesktopShell;
  /** Address of the page. */
  readonly url: string;
  readonly log: Log;
  readonly words: Words;
  /** Origins, the one in use first. */
  servers(): readonly string[];
  forget(server: string): void;
  check(server: string): Promise<Result<undefined>>;
  /** The person has chosen this one, and it is there. */
  chosen(server: string): void;
  closed(): void;
}

export interface Setup {
  /** Opens it, or says what it is about in the one that is open. */
  open(address?: string, problem?: string): void;
  close(): Promise<void>;
}

export function createSetup(parts: SetupParts): Setup {
  let window: Promise<ShellWindow> | undefined;
  let state: SetupState = { address: '', servers: [], autostart: true, problem: undefined, busy: false };

  const show = (change: Partial<SetupState>): void => {
    state = { ...state, ...change, servers: parts.servers() };
    void window?.then((open) => open.tell(state)).catch(() => undefined); // Told where it is opened.
  };

  const use = async ({ address, autostart }: Extract<SetupForm, { do: 'use' }>): Promise<void> => {
    const read = readAddress(address, parts.words);
    if (!read.ok) return show({ address, problem: read.error });
    show({ address, problem: undefined, busy: true });
    const found = await parts.check(read.value).catch((error: unknown) => ({
      ok: false as const,
      error: error instanceof Error ? error.message : String(error),
    }));
    show({ problem: found.ok ? undefined : found.error, busy: false });
    if (!found.ok) return;
    await parts.shell
      .setAutostart(autostart)
      .catch((error: unknown) => parts.log(`autostart could not be set: ${String(error)}`));
    parts.chosen(read.value);
  };

  const hear = (value: unknown): void => {
    const form = v.safeParse(setupForm, value);
    if (!form.success) return;
    if (form.output.do === 'hello') return show({});
    if (form.output.do === 'forget') {
      parts.forget(form.output.server);
      return show({});
    }
    void use(form.output);
  };

  const open = async (): Promise<ShellWindow> => {
    // Who has used it before has chosen.
    if (parts.servers().length > 0) state = { ...state, autostart: await parts.shell.autostart() };
    const opened = await parts.shell.openWindow({ url: parts.url, bounds: PLACE, onTop: false });
    opened.on('form', hear);
    opened.on('closed', () => {
      window = undefined;
      parts.closed();
    });
    return opened;
  };

  return {
    open(address = parts.servers()[0] ?? '', problem) {
      state = { ...state, address, problem, busy: false };
      if (window) {
        void window.then((open) => open.focus());
        return show({});
      }
      const opening = open();
      window = opening;
      opening.catch((error: unknown) => {
        window = undefined;
        parts.log(`the page for choosing a server could not be opened: ${String(error)}`);
        parts.closed();
      });
    },
    async close() {
      const open = await window?.catch(() => undefined);
      await open?.close();
    },
  };
}
