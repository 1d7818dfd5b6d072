// What the client relies on of any desktop: the same tests for each adapter, with a stage that acts as page and person.
import type { HostMessage, PageMessage } from '@parley/desktop-port';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DesktopShell, ShellWindow } from '../shell.ts';

/** The page in a window, and the person before it. */
export interface ActingPage {
  says(message: unknown): Promise<void>;
  /** What it was told so far. */
  heard(): Promise<readonly unknown[]>;
  /** Says this when it goes away. */
  leavesWith(message: PageMessage): Promise<void>;
  /** The person closes its window. */
  isClosed(): Promise<void>;
}

export interface ContractStage {
  readonly shell: DesktopShell;
  /** Origin, with a page at `/`. */
  readonly server: string;
  /** Where nothing answers. */
  readonly nowhere: string;
  /** Address of a page of the client's own. */
  readonly own: string;
  /** As soon as it can act. */
  page(window: ShellWindow): Promise<ActingPage>;
  close(): Promise<void>;
}

const MEMORY = { unread: { alice: 2 } };
const ENTERING: PageMessage = { t: 'entering', user: 'bob' };
const RELEASED: PageMessage = { t: 'released', memory: MEMORY };
const RELEASE: HostMessage = { t: 'release' };
const BOUNDS = { width: 640, height: 480 };

export function describeShell(title: string, open: () => Promise<ContractStage>): void {
  let stage: ContractStage;
  beforeEach(async () => {
    stage = await open();
  });
  afterEach(() => stage.close());

  const openWindow = async (url = `${stage.server}/`): Promise<{ window: ShellWindow; told: unknown[] }> => {
    const own = url === stage.own;
    const window = await stage.shell.openWindow({
      url,
      bounds: BOUNDS,
      onTop: false,
      ...(!own && { origin: new URL(url).origin }),
    });
    const told: unknown[] = [];
    window.on('message', (message) => told.push(message));
    window.on('form', (form) => told.push({ form }));
    window.on('closed', () => told.push('closed'));
    window.on('failed', (failure) => told.push({ failure }));
    return { window, told };
  };
  const hears = (told: unknown[], ...what: unknown[]): Promise<void> =>
    expect.poll(() => told, { timeout: 10_000 }).toEqual(what);

  describe(title, () => {
    test('hands on what a page says, in order, and drops what is no message', async () => {
      const { window, told } = await openWindow();
      const page = await stage.page(window);
      await page.says({ t: 'entering' });
      await page.says({ t: 'steal', user: 'bob' });
      await page.says(ENTERING);
      await page.says({ t: 'remember', memory: MEMORY });
      await hears(told, ENTERING, { t: 'remember', memory: MEMORY });
    });

    test('tells a page what it is told, in order', async () => {
      const { window } = await openWindow();
      const page = await stage.page(window);
      const messages: HostMessage[] = [
        { t: 'begin', memory: MEMORY },
        { t: 'intent', intent: { do: 'accept', from: 'alice' } },
        { t: 'intent', intent: { do: 'open', with: 'an “odd” name\u2028', media: 'voice' } },
      ];
      for (const message of messages) window.send(message);
      await expect.poll(() => page.heard(), { timeout: 10_000 }).toEqual(messages);
    });

    test('tells what a page says last before it tells that the window is gone', async () => {
      const { window, told } = await openWindow();
      const page = await stage.page(window);
      await page.leavesWith(RELEASED);
      await page.isClosed();
      await hears(told, RELEASED, 'closed');
      // It is no more, and nothing done to it does harm.
      window.send(RELEASE);
      window.focus();
      window.keepOnTop(true);
      window.place(BOUNDS);
      await window.close();
      await hears(told, RELEASED, 'closed');
    });

    test('closes a window, once, and resolves when it is gone', async () => {
      const { window, told } = await openWindow();
      const page = await stage.page(window);
      await page.leavesWith(RELEASED);
      await Promise.all([window.close(), window.close()]);
      expect(told).toEqual([RELEASED, 'closed']);
    });

    test('opens another after the last one is gone', async () => {
      const first = await openWindow();
      await first.window.close();
      const next = await openWindow();
      const page = await stage.page(next.window);
      await page.says(ENTERING);
      await hears(next.told, ENTERING);
      expect(first.told).toEqual(['closed']);
    });

    test('talks with a page of the client’s own in whatever words they have', async () => {
      const { window, told } = await openWindow(stage.own);
      const page = await stage.page(window);
      await page.says({ do: 'use', address: 'x' });
      await hears(told, { form: { do: 'use', address: 'x' } });
      window.tell({ problem: 'none' });
      await expect.poll(() => page.heard(), { timeout: 10_000 }).toEqual([{ problem: 'none' }]);
    });

    test('says why a page can not be loaded', async () => {
      const { told } = await openWindow(stage.nowhere);
      await hears(told, {
        failure: { what: 'network', url: stage.nowhere, code: expect.stringMatching(/ERR_\w+$/) as string },
      });
    });

    test('tells nobody who has stopped to listen', async () => {
      const { window, told } = await openWindow();
      const page = await stage.page(window);
      const others: unknown[] = [];
      const stop = window.on('message', (message) => others.push(message));
      stop();
      await page.says(ENTERING);
      await hears(told, ENTERING);
      expect(others).toEqual([]);
    });

    test('a notice that is withdrawn has no answer', async () => {
      const actions = [{ name: 'show', label: 'Show' }];
      const shown = stage.shell.notify({ title: 'A', body: 'b', actions, urgent: true });
      shown.withdraw();
      shown.withdraw();
      expect(await shown.answer).toBeUndefined();
    });

    test('closes its windows with itself', async () => {
      const { window, told } = await openWindow();
      await stage.page(window);
      await stage.shell.close();
      expect(told).toEqual(['closed']);
    });
  });
}
