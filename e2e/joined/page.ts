// One page of the real SDK on a platform of the test's: its timers, its sockets and its sleep are in the test's hand.
import {
  decodeServerMessage,
  mintDeviceId,
  type CallId,
  type ServerMessage,
  type UserId,
} from '@parley/protocol';
import { Calls } from '../../packages/client/src/call/calls.ts';
import { Chat } from '../../packages/client/src/chat/chat.ts';
import { Connection } from '../../packages/client/src/connection/connection.ts';
import type { ClientSocket, Platform } from '../../packages/client/src/connection/platform.ts';
import { Delivery } from '../../packages/client/src/delivery/delivery.ts';
import { createPacer } from '../../packages/client/src/delivery/pacer.ts';
import { explain } from '../../packages/client/src/explain.ts';
import { Messages } from '../../packages/client/src/messages/messages.ts';
import { createPresence } from '../../packages/client/src/presence/presence.ts';
import type { MemoryClient } from '../../packages/server/src/testing/memory-socket.ts';
import type { VirtualClock } from '../../packages/server/src/testing/virtual-clock.ts';
import { createStandInMedia } from './stand-in-media.ts';

export type Page = ReturnType<typeof createPage>;

export interface PageOptions {
  user: UserId;
  clock: VirtualClock;
  random: () => number;
  /** Opens a line to the server that runs now; undefined where there is none. `cookie` is who the browser is signed in as. */
  connect: (cookie: string) => MemoryClient | undefined;
  /** Whether a page of the other account is in this call, and on the network. */
  reaches: (other: UserId, call: CallId) => boolean;
  /** Who can be reached has changed. */
  moved: () => void;
  /** Whether its browser can make calls. */
  canCall: boolean;
}

/** What becomes of a page's own events: run at once, kept until it wakes up, or dropped because the page is gone. */
type Pulse = 'awake' | 'frozen' | 'gone';

export function createPage({ user, clock, random, connect, reaches, moved, canCall }: PageOptions) {
  let pulse: Pulse = 'awake';
  const asleep: (() => void)[] = [];
  let socket: MemoryClient | undefined;
  let cookie: string = user;
  let reachable = true;
  let refuses = true;
  let upgrades = 0;
  const wakes = new Set<() => void>();
  const heard: ServerMessage[] = [];
  const wire: ServerMessage[] = [];
  const taps = new Set<(frame: string) => void>();

  /** A page's code runs only while it is awake. */
  function run(fn: () => void): void {
    if (pulse === 'awake') fn();
    else if (pulse === 'frozen') asleep.push(fn);
  }

  function after(ms: number, fn: () => void): () => void {
    let isCancelled = false;
    const cancel = clock.after(ms, () => run(() => void (isCancelled || fn())));
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  function openSocket(): ClientSocket {
    upgrades += 1;
    const adapted: ClientSocket = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (frame) => own?.send(frame),
      close: (code) => own?.close(code),
    };
    const own = reachable ? connect(cookie) : undefined;
    if (own) {
      socket = own;
      own.onmessage = (text) =>
        run(() => {
          adapted.onmessage?.(text);
          // A page that has slept lets go of its socket instead of hearing what lay in it (S10).
          if (!adapted.onmessage) return;
          const message = decodeServerMessage(text);
          if (message.ok) wire.push(message.value);
          for (const tap of taps) tap(text);
        });
      own.onclose = (code) => run(() => adapted.onclose?.(code));
    }
    // A network that is gone may say so, or swallow the attempt.
    if (own) clock.after(1, () => run(() => adapted.onopen?.()));
    else if (refuses) clock.after(1, () => run(() => adapted.onclose?.(1006)));
    return adapted;
  }

  const platform: Platform = {
    now: () => clock.now(),
    random,
    after,
    openSocket,
    openBytes: () => raise('no transfers in this world'),
    onWake(fn) {
      wakes.add(fn);
      return () => wakes.delete(fn);
    },
    onLeave: () => () => undefined,
    hidden: () => false,
  };
  const connection = new Connection({
    url: 'ws://world',
    platform,
    client: 'joined',
    device: mintDeviceId(),
    user,
    canCall,
  });
  connection.messages.on('message', (message) => heard.push(message));
  const presence = createPresence({ connection, user });
  const pacer = createPacer({ connection, platform });
  const delivery = new Delivery({ connection, pacer });
  const chat = new Chat({ connection, delivery, platform, user });
  const messages = new Messages({ connection, delivery, pacer, platform, explain });
  const media = createStandInMedia({
    now: () => clock.now(),
    reaches: (other, call) => pulse === 'awake' && reachable && reaches(other, call),
    canSignal: () => connection.state.name === 'connected',
  });
  const calls = new Calls({
    connection,
    platform,
    user,
    canCall,
    loadMedia: async () => media.create,
    environment: {
      source: undefined,
      makeConnection: () => raise('no peer connection in this world'),
      makeStream: () => raise('no streams in this world'),
    },
  });
  const wake = (): void => {
    for (const fn of wakes) run(fn);
  };

  return {
    user,
    connection,
    presence,
    chat,
    calls,
    messages,
    /** Runs a function of its program's later, where it is awake then. */
    after,
    media,
    /** What the connection handed on, and all that came over the wire. */
    heard,
    wire,
    /** Hears every frame that the page takes in. */
    tap: (fn: (frame: string) => void) => void taps.add(fn),
    get upgrades() {
      return upgrades;
    },
    get pulse() {
      return pulse;
    },
    get reachable() {
      return reachable;
    },
    /** The line that it has, or had last. */
    get socket() {
      return socket;
    },
    /** The line breaks; both ends notice. */
    cut: () => socket?.cut(),
    /** The line goes dead; nobody notices. */
    vanish: () => socket?.vanish(),
    /** No new socket opens until it is set back. Where it does not `refuse`, an attempt hangs. */
    setReachable(on: boolean, refuse = true) {
      reachable = on;
      refuses = refuse;
      moved();
    },
    /** Another tab of the same browser signs in as somebody else. */
    changeCookie(other: string) {
      cookie = other;
    },
    wake,
    /** Nothing of the page runs any more, until it is thawed: then everything that was due. */
    freeze() {
      if (pulse === 'awake') pulse = 'frozen';
      moved();
    },
    thaw() {
      if (pulse !== 'frozen') return;
      pulse = 'awake';
      moved();
      for (const fn of asleep.splice(0)) run(fn);
      wake();
    },
    /** The browser is killed: its machine closes the sockets, or is gone itself (`isNoticed` false). */
    crash(isNoticed: boolean) {
      pulse = 'gone';
      asleep.length = 0;
      if (isNoticed) socket?.snap();
      else socket?.vanish();
      moved();
    },
    /** Closed in good order, as `pagehide` does it. */
    leave() {
      calls.close();
      chat.close();
      pacer.close();
      connection.close();
      pulse = 'gone';
    },
  };
}

function raise(message: string): never {
  throw new Error(message);
}
