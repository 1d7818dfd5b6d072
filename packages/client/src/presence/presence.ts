// Who is online, as the server's snapshot and batches say.
import type { UserId } from '@parley/protocol';
import type { PresenceApi, PresenceEvents } from '../api/connection.ts';
import type { Connection } from '../connection/connection.ts';
import { Emitter } from '../events.ts';

export function createPresence(options: {
  connection: Pick<Connection, 'messages'>;
  user: UserId;
}): PresenceApi {
  const { connection, user } = options;
  const events = new Emitter<PresenceEvents>();
  const online = new Set<UserId>();

  function apply(came: readonly UserId[], went: Iterable<UserId>): void {
    const change = { online: [] as UserId[], offline: [] as UserId[] };
    for (const id of went) if (online.delete(id)) change.offline.push(id);
    for (const id of came) {
      if (id === user || online.has(id)) continue;
      online.add(id);
      change.online.push(id);
    }
    if (change.online.length + change.offline.length === 0) return;
    events.emit('changed', change);
    for (const id of change.offline) events.emit('went', id);
    for (const id of change.online) events.emit('came', id);
  }

  connection.messages.on('message', (message) => {
    if (message.t === 'presence.update') apply(message.online, message.offline);
    if (message.t === 'presence.snapshot') {
      const now = new Set(message.online);
      apply(
        message.online,
        [...online].filter((id) => !now.has(id)),
      );
    }
  });

  return { online, on: (type, listener) => events.on(type, listener) };
}
