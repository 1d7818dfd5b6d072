// The real-time side of the server, wired: sockets, sessions, presence, texts and calls.
import { randomInt } from 'node:crypto';
import { CLOSE, type ErrorCode, type PresenceStatus, type UserId } from '@parley/protocol';
import { BlobSockets } from './blobs/blob-sockets.ts';
import { Blobs } from './blobs/blobs.ts';
import { Calls } from './calls/calls.ts';
import { Chat } from './chat/chat.ts';
import { createHandToServer } from './chat/to-server.ts';
import { FilteredPresence, type FilteredPresenceOptions } from './presence/filtered-presence.ts';
import { createPresence, type Presence } from './presence/presence.ts';
import { Statuses } from './presence/statuses.ts';
import { createFromServer } from './from-server.ts';
import { Queries } from './queries/queries.ts';
import type { Changes } from './presence/roster.ts';
import type { Identity, Realtime, RealtimeOptions, OnlinePerson } from './realtime-api.ts';
import type { RealtimeHooks } from './realtime-hooks.ts';
import { SessionDirectory } from './session/directory.ts';
import type { Line } from './session/line.ts';
import { Reception, type SessionMessage } from './session/reception.ts';
import type { Session } from './session/session.ts';
import { Sessions, type SessionWatch } from './session/sessions.ts';
import { frameOf } from './session/tail.ts';
import { within } from './within.ts';
import { Flusher } from './ws/flusher.ts';
import type { QueuedSocket } from './ws/queued-socket.ts';
import { createUpgrader } from './ws/upgrade.ts';

const CLOSE_MS = 2_000;
const pong = frameOf({ t: 'session.pong' });

/** The same without a network: what a test opens, and what `accept` is a thin coat over. */
export interface RealtimeCore extends Omit<Realtime, 'accept' | 'acceptBlob'> {
  readonly flusher: Flusher;
  readonly blobSockets: BlobSockets;
  open(socket: QueuedSocket, identity: Identity): void;
}

export type CoreOptions = RealtimeOptions & {
  /** Runs a function after the input that is there has been read. */
  soon: (fn: () => void) => void;
};

/** See realtime-api.ts. */
export function createRealtime(options: RealtimeOptions): Realtime {
  const { flusher, blobSockets, open, ...core } = createRealtimeCore({
    ...options,
    soon: (fn) => void setImmediate(fn),
  });
  const upgrader = createUpgrader(flusher);
  let isOpen = true;
  return {
    ...core,
    accept(request, raw, head, identity) {
      if (isOpen) upgrader.upgrade(request, raw, head, (socket) => open(socket, identity));
      else raw.destroy();
    },
    acceptBlob(request, raw, head, identity, id) {
      if (isOpen) blobSockets.accept(request, raw, head, identity, id);
      else raw.destroy();
    },
    close() {
      isOpen = false;
      return core.close();
    },
  };
}

export function createRealtimeCore(options: CoreOptions): RealtimeCore {
  const {
    clock,
    log,
    policy,
    preconnect,
    relay,
    epoch,
    limits,
    mayReturn,
    inbox,
    soon,
    history,
    hooks = {},
    quiet,
    notices,
  } = options;
  const flusher = new Flusher({ clock, soon });
  const directory = new SessionDirectory(hooks.maySee);
  const statuses = new Statuses({ clock, log, directory, quiet, turned: (user) => presence.changed(user) });
  const statusOf = (user: UserId): PresenceStatus => statuses.of(user);
  const presence: Presence = presenceWith(hooks, { clock, directory, soon, statusOf });
  const toServer = createHandToServer({ inbox, log });
  const chat = new Chat({ clock, directory, mayReturn, seed: randomInt(2 ** 32), toServer, history });
  const refuses = (callee: UserId, caller: UserId): boolean => statuses.refuses(callee, caller);
  const calls = new Calls({ clock, log, directory, preconnect, relay, hooks, refuses, notices });
  const queries = new Queries({ clock, directory, log, inbox, mayCome: (user) => chat.mayCome(user) });
  const blobs = new Blobs({ clock, log, directory, limits: options.blobs });
  const blobSockets = new BlobSockets({ clock, placeOf: (id, user, key) => blobs.placeOf(id, user, key) });
  const watch = watchOf({ presence, statuses, chat, queries, calls, blobs });
  const rate = { burst: limits.messageBurst, perSecond: limits.messagesPerSecond };
  const largestBlob = options.blobs?.maxBytes;
  const base = { clock, log, directory, watch, rate, limit: limits.sessions, largestBlob };
  const sessions = new Sessions({ ...base, policy, preconnect, relay: relay !== undefined, epoch });
  const dispatch = dispatchTo({ sessions, statuses, chat, queries, calls, blobs });
  const swept = (now: number): void => chat.sweep(now);
  const reception = new Reception({ clock, log, sessions, rate, dispatch, swept });
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    const closed = reception.close();
    for (const part of [sessions, presence, statuses, chat, queries, calls, blobSockets, blobs, flusher])
      part.close();
    await within(closed, CLOSE_MS, clock);
  }

  return {
    flusher,
    blobSockets,
    open(socket, identity) {
      socket.owner = reception.open(socket, identity);
    },
    ...createFromServer({ chat, queries }),
    endSignIns(signIns) {
      const ending = new Set(signIns);
      for (const line of reception.lines) if (ending.has(line.identity.signIn)) dismiss(line);
      for (const session of directory.sessions()) {
        if (ending.has(session.signIn)) sessions.end(session, 'signed-out');
      }
      blobSockets.endSignIns(ending);
    },
    online: () => Array.from(directory.users(), (user) => onlinePerson(user, calls)),
    startCall: (start) => calls.start(start),
    endCall: (id) => calls.end(id),
    declineCall: (id, user, signIn) => calls.decline(id, user, signIn),
    calls: () => calls.views(),
    call: (id) => calls.view(id),
    liveSignIns: () => new Set(Array.from(directory.sessions(), ({ signIn }) => signIn)),
    statusOf,
    refresh: (user) => presence.refresh(user),
    counts: () => countsOf({ reception, directory, calls, chat, queries, blobs, blobSockets }),
    close: () => (closing ??= close()),
  };
}

function countsOf(
  parts: Pick<Nouns, 'calls' | 'chat' | 'queries' | 'blobs'> & {
    reception: Reception;
    directory: SessionDirectory;
    blobSockets: BlobSockets;
  },
): ReturnType<Realtime['counts']> {
  return {
    sockets: parts.reception.lineCount,
    sessions: parts.directory.sessionCount,
    users: parts.directory.userCount,
    calls: parts.calls.live,
    textsHeld: parts.chat.held,
    queries: parts.queries.open,
    blobs: parts.blobs.live,
    blobSockets: parts.blobSockets.size,
  };
}

function onlinePerson(user: UserId, calls: Calls): OnlinePerson {
  const call = calls.callOf(user);
  return call === undefined ? { user } : { user, call };
}

interface Nouns {
  presence: Presence;
  statuses: Statuses;
  chat: Chat;
  queries: Queries;
  calls: Calls;
  blobs: Blobs;
}

function presenceWith(
  { maySee, cameOnline, wentOffline }: RealtimeHooks,
  parts: Omit<FilteredPresenceOptions, 'told'>,
): Presence {
  const told = ({ online, offline }: Changes): void => {
    if (cameOnline) for (const user of online) cameOnline(user);
    if (wentOffline) for (const user of offline) wentOffline(user);
  };
  return maySee ? new FilteredPresence({ ...parts, told }) : createPresence({ ...parts, told });
}

function watchOf({ presence, statuses, chat, queries, calls, blobs }: Nouns): SessionWatch {
  return {
    arrived: (session) => calls.arrived(session),
    welcomed(session, recovered) {
      presence.welcomed(session);
      chat.welcomed(session);
      queries.welcomed(session);
      if (!recovered) blobs.welcomed(session);
    },
    lineLost: (session, heardAt) => calls.lineLost(session, heardAt),
    ending(session, cause) {
      calls.ending(session, cause);
      blobs.ending(session, cause);
    },
    changed(user) {
      statuses.changed(user);
      presence.changed(user);
      chat.changed(user);
      queries.changed(user);
    },
    acknowledged: (text, block, end) => chat.acknowledged(text, block, end),
    reported: (now) => chat.report(now),
    abandoned: (orphans, now) => chat.abandoned(orphans, now),
  };
}

function dispatchTo({
  sessions,
  statuses,
  chat,
  queries,
  calls,
  blobs,
}: Omit<Nouns, 'presence'> & { sessions: Sessions }) {
  return (session: Session, message: SessionMessage, now: number): ErrorCode | undefined => {
    switch (message.t) {
      case 'session.ack':
        return void sessions.acknowledge(session, message.seq, now);
      case 'session.ping':
        return void session.tell(pong, 'lazy');
      case 'session.leave':
        return void sessions.end(session, 'left');
      case 'presence.set':
        return void statuses.set(session, message);
      case 'chat.send':
      case 'message.send':
        return chat.send(session, message, now);
      case 'chat.typing':
        return void chat.typing(session, message);
      case 'query.ask':
      case 'query.answer':
      case 'query.fail':
      case 'query.cancel':
        return queries.handle(session, message);
      case 'blob.offer':
      case 'blob.accept':
      case 'blob.signal':
      case 'blob.end':
        return blobs.handle(session, message);
      default:
        return calls.handle(session, message);
    }
  };
}

// A line that has said hello is closed with its session, which is then over.
function dismiss(line: Line): void {
  if (line.state.name === 'awaiting-hello') line.close(CLOSE.signedOut);
}
