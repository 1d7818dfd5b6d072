// WebKit as GTK programs have it, which has no RTCPeerConnection: MiniBrowser, steered by W3C WebDriver.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { expect, vi } from 'vitest';
import { findFreePort } from './browser.ts';
import { openDisplay } from './display.ts';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE = 15_000;

/** Elements that may have a role; which has it, and what it is called, the browser's accessibility says. */
const CANDIDATES = {
  button: 'button',
  textbox: 'input, textarea',
  log: '[role=log]',
  alertdialog: '[role=alertdialog]',
} as const;
type Role = keyof typeof CANDIDATES;

export interface WebKitPage {
  /** As a browser does that knows nobody there. */
  visit(url: string): Promise<void>;
  click(name: string): Promise<void>;
  fill(name: string, text: string): Promise<void>;
  /** Waits until something of this role and name is displayed. */
  sees(role: Role, name: string | RegExp): Promise<void>;
  seesNo(role: Role, name: string | RegExp): Promise<void>;
  /** Waits until what can be read on the page matches. */
  reads(pattern: RegExp): Promise<void>;
  attribute(button: string, attribute: string): Promise<string | null>;
  resize(width: number, height: number): Promise<void>;
  screenshot(file: string): Promise<void>;
  close(): Promise<void>;
}

export async function openWebKit(): Promise<WebKitPage> {
  const display = await openDisplay();
  const port = await findFreePort();
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display.name, GDK_BACKEND: 'x11' },
    stdio: 'ignore',
  });
  const close = async (): Promise<void> => {
    const exited = once(driver, 'exit');
    driver.kill();
    await exited;
    display.close();
  };
  const root = `http://127.0.0.1:${port}`;
  try {
    await vi.waitFor(() => request('GET', `${root}/status`), { timeout: PATIENCE });
    // Left to itself, the driver starts MiniBrowser.
    const { sessionId } = (await request('POST', `${root}/session`, { capabilities: {} })) as {
      sessionId: string;
    };
    return pageOf(`${root}/session/${sessionId}`, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function pageOf(session: string, end: () => Promise<void>): WebKitPage {
  const post = (path: string, body: object): Promise<unknown> => request('POST', `${session}/${path}`, body);
  const get = (path: string): Promise<unknown> => request('GET', `${session}/${path}`);
  const evaluate = (script: string): Promise<unknown> => post('execute/sync', { script, args: [] });

  const isCalled = async (element: string, role: Role, name: string | RegExp): Promise<boolean> => {
    const label = String(await get(`element/${element}/computedlabel`));
    const fits = typeof name === 'string' ? label === name : name.test(label);
    return (
      fits &&
      (await get(`element/${element}/computedrole`)) === role &&
      (await get(`element/${element}/displayed`)) === true
    );
  };
  const find = async (role: Role, name: string | RegExp): Promise<string | undefined> => {
    const found = await post('elements', { using: 'css selector', value: CANDIDATES[role] });
    for (const one of found as Record<string, string>[]) {
      const element = one[ELEMENT] ?? '';
      // Whatever leaves the page meanwhile is not what is looked for.
      if (await isCalled(element, role, name).catch(() => false)) return element;
    }
    return undefined;
  };
  const needed = async (role: Role, name: string | RegExp): Promise<string> => {
    let found: string | undefined;
    await expect
      .poll(async () => (found = await find(role, name)), { timeout: PATIENCE, message: `${role} ${name}` })
      .toBeDefined();
    return found ?? '';
  };

  return {
    async visit(url) {
      await post('url', { url });
      await request('DELETE', `${session}/cookie`);
      // It answers before the browser's network has let go of them.
      await expect.poll(() => get('cookie'), { timeout: PATIENCE, message: 'cookies' }).toEqual([]);
      await post('url', { url });
    },
    async click(name) {
      await post(`element/${await needed('button', name)}/click`, {});
    },
    async fill(name, text) {
      const element = await needed('textbox', name);
      await post(`element/${element}/clear`, {});
      await post(`element/${element}/value`, { text });
    },
    sees: (role, name) => needed(role, name).then(() => undefined),
    async seesNo(role, name) {
      await expect
        .poll(() => find(role, name), { timeout: PATIENCE, message: `no ${role} ${name}` })
        .toBeUndefined();
    },
    async reads(pattern) {
      await expect
        .poll(() => evaluate('return document.body.innerText'), { timeout: PATIENCE })
        .toMatch(pattern);
    },
    async attribute(button, attribute) {
      const value = await get(`element/${await needed('button', button)}/attribute/${attribute}`);
      return typeof value === 'string' ? value : null;
    },
    async resize(width, height) {
      await post('window/rect', { width, height });
    },
    async screenshot(file) {
      writeFileSync(file, Buffer.from(String(await get('screenshot')), 'base64'));
    },
    async close() {
      await request('DELETE', session).catch(() => undefined);
      await end();
    },
  };
}

/** Sends one command (W3C WebDriver §6.3); an error of the other end rejects with what it says. */
async function request(method: 'GET' | 'POST' | 'DELETE', url: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}
