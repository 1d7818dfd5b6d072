// Runs the machine of calls: keeps each call's state, alarm and relay, and tells whom a step concerns.
import { setAlarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { RealtimeHooks } from '../realtime-hooks.ts';
import type { Directory } from '../session/directory.ts';
import { tailOf } from '../session/tail.ts';
import { causesOf } from './call-view.ts';
import { endedNewsOf, newsOf } from './call-news.ts';
import type { CallRegister, Entry } from './call-register.ts';
import type { Call, EndedCall, LiveCall } from './call.ts';
import type { RelayLeases } from './relay-leases.ts';
import { dueAt, step } from './step.ts';
import type { CallEffect, CallEvent, CallStep } from './step.ts';

export interface CallRunnerOptions {
  clock: Clock;
  log: Log;
  directory: Directory;
  hooks: RealtimeHooks;
  register: CallRegister;
  leases: RelayLeases | undefined;
  /** What a call has become: `begin` to its end. */
  changed?: (call: Call) => void;
}

export class CallRunner {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #directory: Directory;
  readonly #hooks: RealtimeHooks;
  readonly #register: CallRegister;
  readonly #leases: RelayLeases | undefined;
  readonly #changed: (call: Call) => void;

  constructor({ clock, log, directory, hooks, register, leases, changed = () => {} }: CallRunnerOptions) {
    this.#clock = clock;
    this.#log = log;
    this.#directory = directory;
    this.#hooks = hooks;
    this.#register = register;
    this.#leases = leases;
    this.#changed = changed;
  }

  /** A call of all its members from now on. */
  begin(call: LiveCall): void {
    this.arm(this.#register.begin(call));
    this.#leases?.supply(call);
  }

  apply(entry: Entry, event: CallEvent): void {
    this.take(entry, step(entry.call, event));
  }

  take(entry: Entry, [call, effects]: CallStep): void {
    if (call.state === 'ended') return this.conclude(entry, [call, effects]);
    const begins = call.state === 'active' && entry.call.state !== 'active';
    this.#register.update(entry, call);
    this.arm(entry);
    this.#leases?.supply(call);
    this.perform(effects);
    this.#changed(call);
    if (begins) this.#hooks.callStarted?.(newsOf(call, this.#clock.now()));
  }

  conclude(entry: Entry, [call, effects]: readonly [EndedCall, readonly CallEffect[]]): void {
    entry.alarm?.cancel();
    this.#register.end(entry, call);
    this.#leases?.end(call.id);
    this.#log.debug({ call: call.id, reason: call.reason, duration: call.duration }, 'call ended');
    // Setting up a relay, or seeing to the one there is, is the operator's.
    const causes = causesOf(call).map(({ cause }) => cause);
    if (call.reason === 'media-failed')
      this.#log.info({ call: call.id, causes: causes.join(' ') }, 'a call could not connect');
    this.perform(effects);
    this.#changed(call);
    this.#hooks.callEnded?.(endedNewsOf(call, this.#clock.now()));
  }

  arm(entry: Entry): void {
    const clock = this.#clock;
    const due = (): void => this.apply(entry, { name: 'time', now: clock.now() });
    setAlarm(entry, { clock, at: dueAt(entry.call), due });
  }

  perform(effects: readonly CallEffect[]): undefined {
    const now = this.#clock.now();
    for (const { sessions, view } of effects) {
      const tail = tailOf({ t: 'call.state', view });
      for (const session of sessions) this.#directory.get(session)?.push(tail, 'now', now);
    }
  }
}
