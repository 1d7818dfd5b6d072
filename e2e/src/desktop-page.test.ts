// The page in the PC client's window: one session that moves between page and client, and the person stays where they are.
import { createParley, programPlatform, type Handover, type Parley, type UserId } from '@parley/client';
import {
  parsePageMessage,
  type DesktopPort,
  type HostMessage,
  type Intent,
  type PageMemory,
  type PageMessage,
} from '@parley/desktop-port';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import type { Person } from './person.ts';
import { openTheatre, type Stage } from './theatre.ts';

const scene = openTheatre();
const PATIENCE = { timeout: 10_000, interval: 20 };
/** While it rings, in CSS pixels. */
const SMALL = { width: 380, height: 260 };

/** The client around this person's page, as far as one session goes. */
class Client {
  readonly posted: PageMessage[] = [];
  readonly #person: Person;
  readonly #server: string;
  #handover: Handover | undefined;
  #memory: PageMemory | undefined;
  #background: Parley | undefined;

  constructor(person: Person, { server }: Stage) {
    this.#person = person;
    this.#server = server.url;
  }

  async install(): Promise<void> {
    const { page } = this.#person;
    await page.exposeBinding('postToClient', (_source, json: string) => this.#hear(json));
    await page.addInitScript(() => {
      if (location.protocol === 'about:') return;
      const { postToClient } = globalThis as unknown as { postToClient: (json: string) => unknown };
      globalThis.parleyDesktop = { receive: null, post: (json) => void postToClient(json) };
    });
  }

  async #hear(json: string): Promise<void> {
    const message = parsePageMessage(json);
    if (!message) throw new Error(`not a message of a page: ${json.slice(0, 200)}`);
    this.posted.push(message);
    if (message.t === 'remember') this.#memory = message.memory;
    if (message.t === 'released') ({ handover: this.#handover, memory: this.#memory } = message);
    if (message.t !== 'entering') return;
    const handover = this.#background?.handOver() ?? this.#handover;
    const memory = this.#memory;
    this.#background = undefined;
    this.#handover = undefined;
    await this.#say({ t: 'begin', ...(handover && { handover }), ...(memory && { memory }) });
  }

  async #say(message: HostMessage): Promise<void> {
    await this.#person.page.evaluate((json) => {
      const port = globalThis.parleyDesktop as DesktopPort;
      port.receive?.(json);
    }, JSON.stringify(message));
  }

  wants(intent: Intent): Promise<void> {
    return this.#say({ t: 'intent', intent });
  }

  /** What the page has said last of its state. */
  get state(): Extract<PageMessage, { t: 'state' }> | undefined {
    return this.posted.findLast((message) => message.t === 'state');
  }

  /** The window closes: the page has handed its session over by then. */
  async closeWindow(): Promise<void> {
    const before = this.#count('released');
    await this.#person.page.goto('about:blank');
    await expect.poll(() => this.#count('released'), PATIENCE).toBe(before + 1);
  }

  /** Goes on without a window, as the client does once it is closed. */
  async goOn(): Promise<Parley> {
    const origin = this.#server;
    const cookies = await this.#person.context.cookies(origin);
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const goOn = this.#handover;
    this.#handover = undefined;
    const platform = programPlatform((url, protocol) => {
      const socket = new WebSocket(url, protocol, { headers: { cookie, origin } });
      return socket as unknown as globalThis.WebSocket;
    });
    const user = this.#person.account as UserId;
    this.#background = createParley({ user, server: origin, platform, rings: true, goOn });
    return this.#background;
  }

  close(): void {
    this.#background?.close();
  }

  #count(t: PageMessage['t']): number {
    return this.posted.filter((message) => message.t === t).length;
  }
}

/** From now on; the answer tells how often the other was not among those online. */
async function watchPresence(watcher: Person, other: Person): Promise<() => Promise<number>> {
  await watcher.sees(watcher.entry(other));
  await watcher.page.evaluate((name) => {
    const seen = { absences: 0 };
    const look = (): void => {
      if (!document.querySelector(`nav [aria-label^="${name}, online"]`)) seen.absences += 1;
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
    Object.assign(globalThis, { seenPresence: seen });
  }, other.account);
  return () =>
    watcher.page.evaluate(
      () => (globalThis as unknown as { seenPresence: { absences: number } }).seenPresence.absences,
    );
}

scene('[S4] the session outlives the window, with its texts, and rings on in the next one', async (stage) => {
  const alice = await stage.person('alice');
  const bob = await stage.arrive(stage.name('bob'));
  const client = new Client(bob, stage);
  await client.install();
  try {
    await bob.signIn(stage.server.url);
    expect(client.posted.slice(0, 2)).toEqual([{ t: 'signed-out' }, { t: 'entering', user: bob.account }]);
    const absences = await watchPresence(alice, bob);
    await alice.open(bob);
    await alice.say('to the first window');
    await expect.poll(() => client.state?.unread, PATIENCE).toBe(1);

    await client.closeWindow();
    await alice.say('to no window');
    await bob.page.goto(stage.server.url);
    await expect.poll(() => client.state?.unread, PATIENCE).toBe(2);
    await bob.open(alice);
    await bob.reads(alice, 'to no window');
    expect(await bob.texts(alice, /^to (?:the first|no) window$|online/)).toEqual([
      'to the first window',
      'to no window',
    ]);
    expect(client.state).toMatchObject({ connected: true, unread: 0 });

    await client.closeWindow();
    const background = await client.goOn();
    await alice.button('Video call').click();
    await expect.poll(() => background.calls.current?.state.name, PATIENCE).toBe('ringing');
    await alice.sees(alice.callStatus(bob, 'Ringing…'));
    await bob.page.setViewportSize(SMALL);
    await bob.page.goto(stage.server.url);
    await bob.sees(bob.incoming(alice));
    expect(client.state?.call).toEqual({ with: alice.account, media: 'video', state: 'ringing' });
    expect(await overflowOf(bob)).toEqual([]);
    await bob.accept(alice);
    await bob.page.setViewportSize({ width: 1100, height: 760 });
    await bob.seesPictureOf(alice);
    await alice.seesPictureOf(bob);
    await bob.hears(alice);
    await alice.hears(bob);
    expect(client.state?.call).toMatchObject({ state: 'active', microphone: true });

    await client.wants({ do: 'hang-up' });
    await alice.callIsOver(/ended/i);
    await bob.devicesAreOff();
    expect(await absences()).toBe(0);
  } finally {
    client.close();
  }
});

/** Names of the dialog's parts that a small window does not show whole. */
function overflowOf(person: Person): Promise<string[]> {
  return person.page.getByRole('alertdialog').evaluate((dialog) =>
    [dialog, ...dialog.querySelectorAll('button, p')]
      .filter((element) => {
        const { top, bottom, left, right } = element.getBoundingClientRect();
        return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
      })
      .map(({ textContent }) => textContent ?? ''),
  );
}
