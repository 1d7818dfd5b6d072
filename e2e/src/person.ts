// One person at one page, found and steered by nothing but the accessible names of PRODUCT.md.
import type { BrowserContext, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Quadrants } from './fake-camera.ts';
import type { Sound } from './page-probe.ts';

export const PASSWORD = 'correct horse battery';

/** Generous: the machine may be busy. What must be quick says so in its own test. */
export const PATIENCE = 15_000;

export type Kind = 'video' | 'voice';

export interface PersonOptions {
  account: string;
  page: Page;
  context: BrowserContext;
  /** What this person's camera shows and microphone sounds like. */
  picture: Picture;
  tone: number;
}

/** `changing`: Firefox's own fake camera, which is one colour all over, another in each frame. */
export type Picture = Quadrants | 'changing';

/** Whoever is called by a name, at whatever browser. */
type Named = Pick<Person, 'account'>;
/** Whoever has a picture and a tone to be known by. */
type Known = Pick<Person, 'account' | 'picture' | 'tone'>;

export class Person {
  readonly account: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly picture: Picture;
  readonly tone: number;
  readonly #upgrades: string[] = [];

  constructor(options: PersonOptions) {
    this.account = options.account;
    this.page = options.page;
    this.context = options.context;
    this.picture = options.picture;
    this.tone = options.tone;
    this.page.on('websocket', (socket) => this.#upgrades.push(socket.url()));
  }

  /** How many WebSockets the page has opened so far. */
  get upgrades(): number {
    return this.#upgrades.length;
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async sees(locator: Locator, timeout = PATIENCE): Promise<void> {
    await locator.waitFor({ state: 'visible', timeout });
  }

  async seesNo(locator: Locator, timeout = PATIENCE): Promise<void> {
    await locator.waitFor({ state: 'hidden', timeout });
  }

  // Signing in

  get alert(): Locator {
    return this.page.getByRole('alert');
  }

  get password(): Locator {
    return this.page.getByLabel('Password', { exact: true });
  }

  field(name: 'Account' | 'Server' | 'Message'): Locator {
    return this.page.getByRole('textbox', { name, exact: true });
  }

  /** Fills the form and presses the button; does not wait for what comes of it. */
  async trySignIn(password = PASSWORD): Promise<void> {
    await this.field('Account').fill(this.account);
    await this.password.fill(password);
    await this.button('Sign in').click();
  }

  async signIn(url: string): Promise<void> {
    await this.page.goto(url);
    await this.trySignIn();
    await this.isConnected();
  }

  connection(state: 'Connected' | 'Reconnecting…' | 'Offline'): Locator {
    return this.page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${state}\\s*$`) });
  }

  async isConnected(timeout = PATIENCE): Promise<void> {
    await this.sees(this.connection('Connected').first(), timeout);
  }

  // People and conversations

  get people(): Locator {
    return this.page.getByRole('navigation', { name: 'People', exact: true });
  }

  /** The button of somebody who is online. */
  entry(other: Named): Locator {
    return this.people.getByRole('button', { name: new RegExp(`^${escape(other.account)}, online`) });
  }

  async open(other: Named): Promise<void> {
    await this.entry(other).click({ timeout: PATIENCE });
    await this.sees(this.log(other));
  }

  log(other: Named): Locator {
    return this.page.getByRole('log', { name: `Conversation with ${other.account}`, exact: true });
  }

  async say(text: string): Promise<void> {
    await this.field('Message').fill(text);
    await this.button('Send').click();
  }

  async reads(other: Named, text: string): Promise<void> {
    await this.sees(this.log(other).getByText(text, { exact: true }));
  }

  /** The lines of the conversation that match, from the first to the last. */
  async texts(other: Person, pattern: RegExp): Promise<string[]> {
    const all = await this.log(other).innerText();
    return all.split('\n').flatMap((line) => pattern.exec(line.trim())?.[0] ?? []);
  }

  // Calls

  /** Opens the conversation and calls. */
  async call(other: Named, kind: Kind = 'video'): Promise<void> {
    await this.open(other);
    await this.button(kind === 'video' ? 'Video call' : 'Voice call').click();
  }

  callWith(other: Named): Locator {
    return this.page.getByRole('region', { name: `Call with ${other.account}`, exact: true });
  }

  /** The offer to go back into the call that this page has left. */
  backTo(other: Named): Locator {
    return this.page.getByRole('region', { name: `Back to the call with ${other.account}`, exact: true });
  }

  callStatus(other: Person, text: string | RegExp): Locator {
    return this.callWith(other).getByRole('status').filter({ hasText: text }).first();
  }

  incoming(other: Person, kind: Kind = 'video'): Locator {
    return this.page.getByRole('alertdialog', {
      name: `Incoming ${kind} call from ${other.account}`,
      exact: true,
    });
  }

  async accept(other: Person, kind: Kind = 'video'): Promise<void> {
    await this.sees(this.incoming(other, kind));
    await this.button('Accept').click();
  }

  async decline(other: Person, kind: Kind = 'video'): Promise<void> {
    await this.sees(this.incoming(other, kind));
    await this.button('Decline').click();
  }

  async hangUp(): Promise<void> {
    // The controls may hide themselves while nobody moves; a hand that reaches for them moves.
    await this.page.mouse.move(200, 200);
    await this.page.mouse.move(210, 210);
    await this.button('Hang up').click();
  }

  /** Presses a button of the call's bar. */
  async press(name: string): Promise<void> {
    await this.page.mouse.move(220, 200);
    await this.page.mouse.move(230, 210);
    await this.button(name).click();
  }

  /** Waits until the call is over here: nothing left to hang up, and its reason told in a status. */
  async callIsOver(reason: RegExp, timeout = PATIENCE): Promise<void> {
    await this.sees(this.page.getByRole('status').filter({ hasText: reason }).first(), timeout);
    await this.seesNo(this.button('Hang up'));
  }

  /** Waits until this person's page shows what the other's camera sees. */
  async seesPictureOf(other: Known, timeout = PATIENCE): Promise<void> {
    await expect
      .poll(() => this.matchesPicture(`${other.account}'s video`, other.picture), {
        timeout,
        interval: 100,
        message: `${this.account} sees the picture of ${other.account}'s camera`,
      })
      .toBe('match');
  }

  /** Begins to look out for what the other's camera sees. */
  async watchForPictureOf({ account, picture }: Person): Promise<void> {
    if (picture === 'changing')
      throw new Error(`${account}'s camera has no picture that could be known again`);
    await this.page.evaluate(([label, colours]) => globalThis.parleyProbe.watchFor(label, colours), [
      `${account}'s video`,
      picture,
    ] as const);
  }

  /** When it was there first since `watchForPictureOf`, in ms of the Unix epoch. */
  async picturedAt(other: Person, timeout = PATIENCE): Promise<number> {
    const label = `${other.account}'s video`;
    const seen = (): Promise<number | undefined> =>
      this.page.evaluate((name) => globalThis.parleyProbe.seenAt(name), label);
    const message = `${this.account} sees the picture of ${other.account}'s camera`;
    await expect.poll(seen, { timeout, interval: 50, message }).toBeDefined();
    return Number(await seen());
  }

  /** `match`, or the colours found instead, for the failure's message. */
  async matchesPicture(label: string, picture: Picture): Promise<string> {
    const found = await this.page.evaluate((name) => globalThis.parleyProbe.quadrants(name), label);
    if (!found) return 'no picture';
    const matches =
      picture === 'changing'
        ? isOneColour(found)
        : picture.every((colour, i) => isNear(colour, found[i] ?? [], 45));
    return matches ? 'match' : JSON.stringify(found);
  }

  /** Waits until the other's video shows at least two different frames from now on. */
  async seesMotionOf(other: Person, timeout = PATIENCE): Promise<void> {
    const label = `${other.account}'s video`;
    const checksum = (): Promise<number | undefined> =>
      this.page.evaluate((name) => globalThis.parleyProbe.checksum(name), label);
    const first = await checksum();
    await expect
      .poll(checksum, { timeout, interval: 100, message: `${label} moves at ${this.account}'s` })
      .not.toBe(first);
  }

  /** How the pictures do and what has come over the line, a line each: for the message of a test that failed. */
  async traces(): Promise<string[]> {
    const { page } = this;
    const read = page.evaluate(async () => [
      ...globalThis.parleyProbe.pictures(),
      ...(await globalThis.parleyProbe.streams()),
    ]);
    // A page that is gone has nothing to tell, and that must not hide why the test failed.
    return read.catch((cause: unknown) => [String(cause)]);
  }

  async listenTo(other: Known, ms = 1200): Promise<Sound> {
    return this.page.evaluate(([label, time]) => globalThis.parleyProbe.listen(label, time), [
      `${other.account}'s video`,
      ms,
    ] as const);
  }

  /** Waits until the other's own tone arrives, loud enough and audible. */
  async hears(other: Known): Promise<void> {
    await expect
      .poll(async () => describeSound(await this.listenTo(other), other.tone), {
        timeout: PATIENCE,
        interval: 50,
        message: `${this.account} hears ${other.account}'s ${other.tone} Hz`,
      })
      .toBe('heard');
  }

  async hearsNothingFrom(other: Person): Promise<void> {
    await expect
      .poll(async () => (await this.listenTo(other)).level < 0.005, {
        timeout: PATIENCE,
        interval: 50,
        message: `${this.account} hears nothing from ${other.account}`,
      })
      .toBe(true);
  }

  /** Kinds of this page's live device tracks. */
  async devicesOn(): Promise<string[]> {
    // A microphone's level is measured on a copy of its track.
    return [...new Set(await this.page.evaluate(() => globalThis.parleyProbe.liveTracks()))];
  }

  /** QUALITY.md I9: outside a call no device is on, 500 ms after its end at the latest. */
  async devicesAreOff(timeout = 500): Promise<void> {
    await expect
      .poll(() => this.devicesOn(), { timeout, interval: 50, message: `${this.account}'s devices are off` })
      .toEqual([]);
  }
}

function isNear(a: readonly number[], b: readonly number[], distance: number): boolean {
  return a.every((part, c) => Math.abs(part - (b[c] ?? -999)) < distance);
}

/** Neither black nor white nor grey, and the same in all four quadrants. */
function isOneColour(found: readonly (readonly number[])[]): boolean {
  const [first = [0]] = found;
  return Math.max(...first) - Math.min(...first) > 80 && found.every((colour) => isNear(first, colour, 20));
}

function describeSound(sound: Sound, tone: number): string {
  const right = Math.abs(sound.frequency - tone) < 25 && sound.level > 0.02 && sound.audible;
  return right ? 'heard' : JSON.stringify(sound);
}

/** Makes text safe within a regular expression. */
export function escape(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\-]/g, String.raw`\$&`);
}
