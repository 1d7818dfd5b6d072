// The state of the connection in the few words that people need.
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { assertNever, type ConnectionApi, type ConnectionState, type ErrorCode } from '@parley/client';

export type Standing = 'connecting' | 'connected' | 'reconnecting' | 'offline';

export interface ConnectionModel {
  readonly standing: ReadonlySignal<Standing>;
  readonly connected: ReadonlySignal<boolean>;
  /** Why it is over for good, once it is. */
  readonly closed: ReadonlySignal<ErrorCode | undefined>;
  close(): void;
}

/** `networkUp`: what the browser knows of its network. */
export function standingOf(state: ConnectionState, networkUp: boolean): Standing {
  switch (state.name) {
    case 'connected':
      return 'connected';
    case 'connecting':
      return networkUp ? 'connecting' : 'offline';
    case 'reconnecting':
      return networkUp ? 'reconnecting' : 'offline';
    case 'closed':
      return 'offline';
    default:
      return assertNever(state);
  }
}

export function createConnectionModel(
  connection: ConnectionApi,
  networkUp: ReadonlySignal<boolean>,
): ConnectionModel {
  const state = signal(connection.state);
  const stop = connection.on('changed', (next) => {
    state.value = next;
  });
  return {
    standing: computed(() => standingOf(state.value, networkUp.value)),
    connected: computed(() => state.value.name === 'connected'),
    closed: computed(() => (state.value.name === 'closed' ? state.value.code : undefined)),
    close: stop,
  };
}
