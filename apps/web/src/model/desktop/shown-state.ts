// What the PC client shows in its tray and its notices.
import { assertNever } from '@parley/client';
import type { PageMessage, ShownCall } from '@parley/desktop-port';
import type { AppModel } from '../app-model.ts';
import type { CallSnapshot, LiveState } from '../calls.ts';

/** Reads signals: an effect that calls it hears of every change of it. */
export function stateOf({ user, connection, conversations, calls }: AppModel): PageMessage {
  const closed = connection.closed.value;
  return {
    t: 'state',
    user,
    connected: connection.connected.value,
    unread: conversations.unreadTotal.value,
    call: calls.live.value && shown(calls.live.value),
    over: closed === undefined || closed === 'closed' || closed === 'signed-out' ? undefined : true,
  };
}

function shown({ with: other, media, state, local }: CallSnapshot): ShownCall {
  const microphone = state.name === 'ringing' ? {} : { microphone: local.status.microphone };
  return { with: other, media, state: nameOf(state), ...microphone };
}

function nameOf({ name }: LiveState): ShownCall['state'] {
  switch (name) {
    case 'ringing':
    case 'connecting':
    case 'active':
      return name;
    case 'dialling':
      return 'calling';
    default:
      return assertNever(name);
  }
}
