// Where the candidates of each call come from (protocol C18).
import type { CallId, RelayServer, ServerMessageOf } from '@parley/protocol';

export class CandidateServers {
  /** Whether this server gives calls a relay. */
  relays = false;
  /** The newest of each call, which may come before the view that says whose call it is (C5). */
  readonly #byCall = new Map<CallId, readonly RelayServer[]>();

  /** Nothing while they are still on the way. */
  of(call: CallId): readonly RelayServer[] | undefined {
    return this.#byCall.get(call) ?? (this.relays ? undefined : []);
  }

  /** Of a call that is none any more nothing is kept. */
  take({ call, servers }: ServerMessageOf<'call.relay'>, isCall: (call: CallId) => boolean): void {
    for (const id of this.#byCall.keys()) if (!isCall(id)) this.#byCall.delete(id);
    this.#byCall.set(call, servers);
  }

  forget(call: CallId): void {
    this.#byCall.delete(call);
  }
}
