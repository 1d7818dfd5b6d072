// Who in which live call has credentials for the relay: given before a device may need them, renewed, never beyond (C18).
import type { CallId, SessionId } from '@parley/protocol';
import { setAlarm, type Alarm } from '../alarm.ts';
import type { Clock } from '../clock.ts';
import type { RelayGrants } from '../realtime-api.ts';
import type { Directory } from '../session/directory.ts';
import { tailOf } from '../session/tail.ts';
import { deviceOf, type LiveCall } from './call.ts';

/** Of their time, after which others are given: a line that is lost meanwhile is still mended with good ones. */
const PART = 0.8;

export interface RelayLeasesOptions {
  clock: Clock;
  directory: Directory;
  /** Whether devices may connect while the callee rings. */
  preconnect: boolean;
  relay: RelayGrants;
}

interface Leases {
  call: LiveCall;
  /** Which session is to get others when. */
  readonly due: Map<SessionId, number>;
  alarm: Alarm | undefined;
}

export class RelayLeases {
  readonly #options: RelayLeasesOptions;
  readonly #calls = new Map<CallId, Leases>();

  constructor(options: RelayLeasesOptions) {
    this.#options = options;
  }

  /** Sees to it that every device which may connect has credentials. Called before those devices are told of the change. */
  supply(call: LiveCall): void {
    const leases = this.#calls.get(call.id) ?? { call, due: new Map<SessionId, number>(), alarm: undefined };
    this.#calls.set(call.id, leases);
    leases.call = call;
    this.#renew(leases);
  }

  end(id: CallId): void {
    this.#calls.get(id)?.alarm?.cancel();
    this.#calls.delete(id);
  }

  close(): void {
    for (const id of this.#calls.keys()) this.end(id);
  }

  #renew(leases: Leases): void {
    const { clock } = this.#options;
    const devices = this.#devicesOf(leases.call);
    for (const session of leases.due.keys()) if (!devices.includes(session)) leases.due.delete(session);
    for (const session of devices) {
      if ((leases.due.get(session) ?? 0) <= clock.now()) this.#give(leases, session);
    }
    this.#arm(leases);
  }

  /** While it rings on several devices of the callee there is nobody to connect to. */
  #devicesOf(call: LiveCall): readonly SessionId[] {
    if (call.state === 'ringing' && !this.#options.preconnect) return [];
    const devices = call.members.flatMap((member) => deviceOf(member)?.session ?? []);
    return devices.length < 2 ? [] : devices;
  }

  #give({ call, due }: Leases, id: SessionId): void {
    const { clock, directory, relay } = this.#options;
    const now = clock.now();
    const session = directory.get(id);
    due.delete(id);
    // Who is signed out or has gone gets none; who comes back does with another session.
    if (!session) return;
    const { servers, expires } = relay.grant(session.user, session.host, now);
    due.set(id, now + Math.max(0, expires - now) * PART);
    session.push(tailOf({ t: 'call.relay', call: call.id, servers: [...servers], expires }), 'now', now);
  }

  #arm(leases: Leases): void {
    const at = Math.min(Infinity, ...leases.due.values());
    setAlarm(leases, { clock: this.#options.clock, at, due: () => this.#renew(leases) });
  }
}
