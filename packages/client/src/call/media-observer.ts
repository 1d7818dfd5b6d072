// Tells a call's program what comes from each of the other's devices, and what is measured: only while somebody listens.
import type { EndReason, MediaStatus } from '@parley/protocol';
import type { CallStats } from '../api/call-stats.ts';
import type { WatchState } from '../api/call-watch.ts';
import type { LineState } from '../api/calls.ts';
import type { Device } from '../api/media.ts';
import type { Platform } from '../connection/platform.ts';
import { cameOf, statsOf, type StatsSpan } from './call-stats.ts';
import type { Reading, StatsReader } from './stats-report.ts';
import {
  awaitsMedia,
  beginWatch,
  stepWatch,
  type WatchInput,
  type WatchMachine,
  type WatchTold,
} from './watch-machine.ts';

/** Ms between two looks whether something has come that is waited for, and between two statistics. */
const WAITING = 250;
const STATS = 1_000;
/** Ms that a reading made for somebody else may be old. */
const RECENT = { waiting: 200, stats: 500 };

/** What the holder of a watch is told. */
export type TellWatch = (state: WatchState, output: boolean, told: readonly WatchTold[]) => void;

export interface ObservedCall {
  readonly accepted: boolean;
  readonly line: LineState;
  readonly status: MediaStatus;
}

export interface MediaObserverOptions {
  platform: Pick<Platform, 'after'>;
  stats: (stats: CallStats) => void;
}

interface Watch {
  machine: WatchMachine;
  readonly tell: TellWatch;
}

export class MediaObserver {
  readonly #options: MediaObserverOptions;
  readonly #watches = new Map<Device, Watch>();
  #reader: StatsReader | undefined;
  #closed = false;
  #deviceOf: StatsSpan['deviceOf'] = () => undefined;
  #last: Reading | undefined;
  #cancelWait: (() => void) | undefined;
  #cancelStats: (() => void) | undefined;

  constructor(options: MediaObserverOptions) {
    this.#options = options;
  }

  /** From now on it is about this connection. */
  measure(reader: StatsReader, deviceOf: StatsSpan['deviceOf']): void {
    this.#reader = reader;
    this.#deviceOf = deviceOf;
    this.#last = undefined;
  }

  watch(device: Device, call: ObservedCall, tell: TellWatch): void {
    this.#watches.set(device, { machine: beginWatch(call.status[device]), tell });
    this.look(call);
  }

  /** Anything of the call may have changed. */
  look(call: ObservedCall): void {
    const { accepted, line, status } = call;
    for (const [device, watch] of this.#watches)
      this.#step(watch, { type: 'looked', accepted, line, output: status[device] });
    this.#wait();
  }

  end(reason: EndReason): void {
    for (const watch of this.#watches.values()) this.#step(watch, { type: 'ended', reason });
  }

  listen(on: boolean): void {
    if (on && !this.#closed) {
      this.#cancelStats ??= this.#options.platform.after(0, () => void this.#tellStats());
    } else {
      this.#cancelStats?.();
      this.#cancelStats = undefined;
      this.#last = undefined;
    }
  }

  close(): void {
    this.#closed = true;
    this.listen(false);
    this.#cancelWait?.();
    this.#cancelWait = undefined;
    this.#reader = undefined;
  }

  #step(watch: Watch, input: WatchInput): void {
    const before = watch.machine;
    const [machine, told] = stepWatch(before, input);
    watch.machine = machine;
    const news = told.length > 0 || machine.output !== before.output;
    if (news) watch.tell(machine.state, machine.output, told);
  }

  get #waits(): boolean {
    return [...this.#watches.values()].some(({ machine }) => awaitsMedia(machine));
  }

  #wait(): void {
    if (this.#cancelWait || !this.#reader || !this.#waits) return;
    this.#cancelWait = this.#options.platform.after(WAITING, () => void this.#measureAwaited());
    void this.#measureWatches();
  }

  async #measureAwaited(): Promise<void> {
    await this.#measureWatches();
    this.#cancelWait = undefined;
    this.#wait();
  }

  async #measureWatches(): Promise<void> {
    const reader = this.#reader;
    const reading = await reader?.read(RECENT.waiting);
    if (!reading || reader !== this.#reader) return;
    for (const [device, watch] of this.#watches)
      this.#step(watch, { type: 'measured', came: cameOf(reading, device, this.#deviceOf) });
  }

  async #tellStats(): Promise<void> {
    this.#cancelStats = this.#options.platform.after(STATS, () => void this.#tellStats());
    const reader = this.#reader;
    const now = await reader?.read(RECENT.stats);
    if (!now || reader !== this.#reader || !this.#cancelStats) return;
    const before = this.#last;
    this.#last = now;
    if (before && now.at > before.at) this.#options.stats(statsOf({ before, now, deviceOf: this.#deviceOf }));
  }
}
