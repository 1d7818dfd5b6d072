// Runs the managed coturn: carries out what its machine says, and tells the machine what becomes of it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { writeSecret } from '../tls/secret-file.ts';
import { coturnConfig, type CoturnConfig } from './coturn-config.ts';
import {
  coturnDueAt,
  stepCoturn,
  STOPPED,
  type CoturnEffect,
  type CoturnEvent,
  type CoturnState,
  type Trouble,
} from './coturn-machine.ts';
import {
  endProcess,
  filesIn,
  findRunning,
  launch,
  signalProcess,
  watchProcess,
  type CoturnFiles,
} from './coturn-process.ts';
import { refusalAt } from './free-port.ts';
import { answersStun } from './answers-stun.ts';

/** coturn is ready in under a second on an idle machine. */
const ANSWER_MS = 10_000;
const ADOPT_MS = 1_000;

export type CoturnSetup = Omit<CoturnConfig, 'pidFile' | 'databaseFile'>;

export interface CoturnOptions {
  /** Where its files are; readable by their owner only. */
  folder: string;
  clock: Clock;
  log: Log;
  /** Gets each state that lasts. `again`: the same trouble as before. */
  report: (state: CoturnState, again: boolean) => void;
}

/** What one start has led to. Its news count only as long as it is the newest. */
interface Attempt {
  readonly abort: AbortController;
  pid: number | undefined;
}

export class Coturn {
  readonly #options: CoturnOptions;
  readonly #files: CoturnFiles;
  #setup: CoturnSetup;
  #state: CoturnState = STOPPED;
  #attempt: Attempt | undefined;
  #starting: Promise<void> = Promise.resolve();
  /** Ends of processes that are under way: the next start waits for them. */
  #ending: Promise<void> = Promise.resolve();
  #cancelAlarm: (() => void) | undefined;

  constructor(setup: CoturnSetup, options: CoturnOptions) {
    this.#setup = setup;
    this.#options = options;
    this.#files = filesIn(options.folder);
  }

  get state(): CoturnState {
    return this.#state;
  }

  begin(): void {
    this.#step({ name: 'begin' });
  }

  /** Starts it anew where that makes a difference. */
  change(setup: CoturnSetup): void {
    const before = this.#text();
    this.#setup = setup;
    if (this.#text() !== before) this.#step({ name: 'changed' });
  }

  /** The certificate's files have other content: coturn reads them again, and nobody's allocation is lost. */
  rereadCertificate(): void {
    const pid = this.#attempt?.pid;
    if (this.#state.name === 'running' && pid !== undefined) signalProcess(pid, this.#files, 'SIGUSR2');
  }

  /** Resolves when it is gone. */
  async close(): Promise<void> {
    this.#step({ name: 'stop' });
    // One that was just being started is ended there.
    await this.#starting;
    await this.#ending;
  }

  #text(): string {
    const { folder } = this.#options;
    const files = { pidFile: this.#files.pid, databaseFile: join(folder, 'turnserver.db') };
    return coturnConfig({ ...this.#setup, ...files });
  }

  #step(event: Unstamped<CoturnEvent>): void {
    const [state, effects] = stepCoturn(this.#state, { ...event, now: this.#options.clock.now() });
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    this.#arm();
  }

  #arm(): void {
    const { clock } = this.#options;
    this.#cancelAlarm?.();
    const at = coturnDueAt(this.#state);
    const ring = (): void => this.#step({ name: 'time' });
    this.#cancelAlarm = at === Infinity ? undefined : clock.after(Math.max(0, at - clock.now()), ring);
  }

  #perform(effect: CoturnEffect): void {
    switch (effect.do) {
      case 'start':
        this.#attempt = { abort: new AbortController(), pid: undefined };
        this.#starting = this.#start(this.#attempt);
        return;
      case 'end':
        return this.#end();
      case 'report':
        return this.#options.report(effect.state, effect.again);
      default:
        assertNever(effect);
    }
  }

  #end(): void {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    attempt?.abort.abort();
    const pid = attempt?.pid;
    if (pid !== undefined) this.#ending = this.#ending.then(() => this.#endProcess(pid));
  }

  async #endProcess(pid: number): Promise<void> {
    await endProcess(pid, this.#files).catch((cause: unknown) => {
      this.#options.log.warn({ cause: String(cause) }, 'the relay goes on, though it was to end');
    });
  }

  async #start(attempt: Attempt): Promise<void> {
    const trouble = await this.#tryStart(attempt).catch((cause: unknown): Trouble => {
      const { code, syscall, message } = cause as NodeJS.ErrnoException;
      const isMissing = code === 'ENOENT' && syscall?.startsWith('spawn') === true;
      return isMissing ? { name: 'missing' } : { name: 'failed', how: message };
    });
    if (trouble && attempt === this.#attempt) this.#step({ name: 'down', trouble });
  }

  async #tryStart(attempt: Attempt): Promise<Trouble | undefined> {
    await this.#ending;
    const [address] = this.#setup.addresses;
    if (address === undefined) return { name: 'no-address' };
    if (await this.#adopt(attempt)) return undefined;
    const taken = await this.#portTaken();
    if (taken || attempt !== this.#attempt) return taken;
    writeSecret(this.#files.config, this.#text());
    const { pid, ended } = await launch(this.#files, (line) => this.#overhear(line));
    attempt.pid = pid;
    // Asked to stop while it was being started.
    if (attempt !== this.#attempt) return void (await endProcess(pid, this.#files));
    void ended.then((how) => this.#gone(attempt, { name: 'exited', how }));
    const { port } = this.#setup;
    if (await answersStun({ address, port, timeout: ANSWER_MS, signal: attempt.abort.signal })) {
      this.#up(attempt, false);
      return undefined;
    }
    return { name: 'silent', where: placeOf(address, port) };
  }

  /** An earlier server was killed, and its coturn carries calls. One with another configuration is no use. */
  async #adopt(attempt: Attempt): Promise<boolean> {
    const pid = findRunning(this.#files);
    if (pid === undefined) return false;
    const [address = ''] = this.#setup.addresses;
    const isSame = readFileSync(this.#files.config, 'utf8') === this.#text();
    const probe = { address, port: this.#setup.port, timeout: ADOPT_MS, signal: attempt.abort.signal };
    if (!isSame || !(await answersStun(probe))) {
      await endProcess(pid, this.#files);
      return false;
    }
    attempt.pid = pid;
    // It may have missed a new certificate.
    signalProcess(pid, this.#files, 'SIGUSR2');
    const gone = (): void => this.#gone(attempt, { name: 'exited', how: 'unknown' });
    watchProcess(pid, this.#files, attempt.abort.signal).then(gone, () => undefined);
    this.#up(attempt, true);
    return true;
  }

  async #portTaken(): Promise<Trouble | undefined> {
    const { addresses, port, tls } = this.#setup;
    for (const address of addresses) {
      for (const one of tls ? [port, tls.port] : [port]) {
        const code = await refusalAt(address, one);
        if (code !== undefined) return { name: 'port', where: placeOf(address, one), code };
      }
    }
    return undefined;
  }

  #up(attempt: Attempt, adopted: boolean): void {
    if (attempt === this.#attempt) this.#step({ name: 'up', adopted });
  }

  #gone(attempt: Attempt, trouble: Trouble): void {
    attempt.pid = undefined;
    if (attempt === this.#attempt) this.#step({ name: 'down', trouble });
  }

  /** Its lines name users in angle brackets, and addresses of peers, which are candidates. */
  #overhear(line: string): void {
    const said = line
      .replaceAll(/<[^>]*>/g, '<…>')
      .replace(/peer IP \S+/, 'peer IP …')
      .trim();
    if (said !== '') this.#options.log.debug({ said }, 'coturn');
  }
}

type Unstamped<E> = E extends { now: number } ? Omit<E, 'now'> : never;

function placeOf(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
