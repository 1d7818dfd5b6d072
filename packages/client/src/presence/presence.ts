// Who is online, and how present, as the server's snapshot and batches say; and how present one is oneself.
import type { PresenceStatus, ServerMessageOf, UserId } from '@parley/protocol';
import type { PresenceApi, PresenceEvents } from '../api/connection.ts';
import type { Connection } from '../connection/connection.ts';
import { Emitter } from '../events.ts';

export interface PresenceParts {
  connection: Pick<Connection, 'messages' | 'send'>;
  user: UserId;
}

export type CreatePresence = (parts: PresenceParts) => PresenceApi;

type Frame = ServerMessageOf<'presence.snapshot'> | ServerMessageOf<'presence.update'>;

export function createPresence({ connection, user }: PresenceParts): PresenceApi {
  const events = new Emitter<PresenceEvents>();
  const online = new Set<UserId>();
  /** Of who is not simply available. */
  let statuses: ReadonlyMap<UserId, PresenceStatus> = new Map();
  const own = createOwn({ connection, effective: () => statuses.get(user) ?? 'available' });

  function apply(frame: Frame, went: Iterable<UserId>): void {
    const change = { online: [] as UserId[], offline: [] as UserId[] };
    for (const id of went) if (online.delete(id)) change.offline.push(id);
    for (const id of frame.online) {
      if (id === user || online.has(id)) continue;
      online.add(id);
      change.online.push(id);
    }
    const before = statuses;
    statuses = statusesAfter(before, frame);
    const turned = [...new Set([...before.keys(), ...statuses.keys()])].filter(
      (id) => before.get(id) !== statuses.get(id),
    );
    own.heard();
    if (change.online.length + change.offline.length > 0) events.emit('changed', change);
    for (const id of change.offline) events.emit('went', id);
    for (const id of change.online) events.emit('came', id);
    if (turned.length > 0) events.emit('turned', turned);
  }

  connection.messages.on('message', (message) => {
    if (message.t === 'presence.update') apply(message, message.offline);
    if (message.t === 'presence.snapshot') {
      const now = new Set(message.online);
      apply(
        message,
        [...online].filter((id) => !now.has(id)),
      );
    }
  });
  connection.messages.on('welcome', ({ recovered }) => own.welcomed(recovered));

  return {
    online,
    on: (type, listener) => events.on(type, listener),
    statusOf(id) {
      const known = id === user || online.has(id as UserId);
      return known ? (statuses.get(id as UserId) ?? 'available') : undefined;
    },
    get chosen() {
      return own.chosen;
    },
    setStatus: own.setStatus,
    setIdle: own.setIdle,
  };
}

/** Who is not simply available once the frame has been read: whoever it names as having come is, unless it says else. */
function statusesAfter(
  before: ReadonlyMap<UserId, PresenceStatus>,
  frame: Frame,
): Map<UserId, PresenceStatus> {
  const after = new Map(frame.t === 'presence.snapshot' ? [] : before);
  const gone = frame.t === 'presence.update' ? [...frame.offline, ...(frame.available ?? [])] : [];
  for (const id of [...gone, ...frame.online]) after.delete(id);
  for (const id of frame.away ?? []) after.set(id, 'away');
  for (const id of frame.doNotDisturb ?? []) after.set(id, 'do-not-disturb');
  return after;
}

interface OwnParts {
  connection: Pick<Connection, 'send'>;
  /** How present others see this account. */
  effective: () => PresenceStatus;
}

/** How present one is oneself: said again until the server has it, and heard of from one's other devices. */
function createOwn({ connection, effective }: OwnParts) {
  let chosen: PresenceStatus = 'available';
  /** Set here, and not in what the server tells yet. */
  let pending: PresenceStatus | undefined;
  let again = false;
  let idle: boolean | undefined;

  const say = (status: PresenceStatus | undefined): void => {
    if (status !== undefined) connection.send({ t: 'presence.set', status, again, idle });
    else if (idle !== undefined) connection.send({ t: 'presence.set', idle });
  };
  return {
    get chosen() {
      return chosen;
    },
    heard: () => {
      const now = effective();
      if (pending !== undefined) {
        if (pending === now) pending = undefined;
        return;
      }
      // Set on another device. That all are idle tells nothing of what was set.
      if (now !== 'away') chosen = now;
      else if (chosen === 'do-not-disturb') chosen = 'available';
    },
    welcomed: (recovered: boolean) => {
      // A new session's server may know nothing of what was set.
      if (!recovered && chosen !== 'available') pending = chosen;
      say(pending);
    },
    setStatus: (status: PresenceStatus, options: { again?: boolean } = {}) => {
      chosen = status;
      again = options.again ?? false;
      pending = status === effective() ? undefined : status;
      say(status);
    },
    setIdle: (on: boolean) => {
      if (idle === on || (idle === undefined && !on)) return;
      idle = on;
      say(undefined);
    },
  };
}
