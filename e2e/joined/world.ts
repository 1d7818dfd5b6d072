// The real server and the real SDK in one process, joined by sockets in memory, on a clock and a network of the test's.
import {
  mintDeviceId,
  type CallId,
  type MediaStatus,
  type ServerMessage,
  type UserId,
} from '@parley/protocol';
import type { DeviceProblem } from '../../packages/client/src/api.ts';
import { Calls } from '../../packages/client/src/call/calls.ts';
import type { CallMachine } from '../../packages/client/src/call/call-machine.ts';
import type { CallMediaLink } from '../../packages/client/src/call/media-link.ts';
import { Chat } from '../../packages/client/src/chat/chat.ts';
import { Connection } from '../../packages/client/src/connection/connection.ts';
import type { ClientSocket, Platform } from '../../packages/client/src/connection/platform.ts';
import { createPresence } from '../../packages/client/src/presence/presence.ts';
import { createMemoryRealtime, type MemoryClient } from '../../packages/server/src/testing/memory-socket.ts';

export type World = ReturnType<typeof createWorld>;
export type Member = ReturnType<World['join']>;

/** Numbers in [0, 1) from a seed (mulberry32): the same seed, the same world. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function createWorld(options: { seed: number; policy?: 'replace' | 'multiple'; latency?: number }) {
  const random = seeded(options.seed);
  const { latency = 20, policy = 'replace' } = options;
  const server = createMemoryRealtime({ policy, latency: () => Math.floor(random() * latency) });
  const { clock, realtime } = server;

  function join(name: string) {
    const user = name as UserId;
    let socket: MemoryClient | undefined;
    let cookie = name;
    let reachable = true;
    let upgrades = 0;
    const wakes = new Set<() => void>();

    function openSocket(): ClientSocket {
      upgrades += 1;
      const adapted: ClientSocket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send: (frame) => own?.send(frame),
        close: (code) => own?.close(code),
      };
      const own = reachable ? server.connect(cookie) : undefined;
      if (own) {
        socket = own;
        own.onmessage = (text) => adapted.onmessage?.(text);
        own.onclose = (code) => adapted.onclose?.(code);
      }
      clock.after(1, () => (own ? adapted.onopen?.() : adapted.onclose?.(1006)));
      return adapted;
    }

    const platform: Platform = {
      now: () => clock.now(),
      random,
      after: (ms, fn) => clock.after(ms, fn),
      openSocket,
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
    });
    const heard: ServerMessage[] = [];
    connection.messages.on('message', (message) => heard.push(message));
    const presence = createPresence({ connection, user });
    const chat = new Chat({ connection, platform, user });
    const media = createStandInMedia();
    const calls = new Calls({
      connection,
      platform,
      user,
      loadMedia: async () => media.create,
      environment: { source: undefined, makeConnection: () => raise('no peer connection in this world') },
    });
    return {
      user,
      connection,
      presence,
      chat,
      calls,
      media,
      heard,
      get upgrades() {
        return upgrades;
      },
      /** The line breaks; both ends notice. */
      cut: () => socket?.cut(),
      /** The line goes dead; nobody notices. */
      vanish: () => socket?.vanish(),
      /** No new socket opens until it is set back. */
      setReachable(on: boolean) {
        reachable = on;
      },
      /** Another tab of the same browser signs in as somebody else. */
      changeCookie(other: string) {
        cookie = other;
      },
      wake() {
        for (const wake of wakes) wake();
      },
      leave() {
        calls.close();
        chat.close();
        connection.close();
      },
    };
  }

  return { clock, realtime, random, join, advance: (ms: number) => clock.advanceAsync(ms) };
}

/** Stands in for browsers' media: connects as soon as the call is accepted, and counts what would be open. */
function createStandInMedia() {
  const open = new Map<CallId, CallMachine['name']>();
  const statuses: MediaStatus[] = [];
  const nothing: MediaStatus = { microphone: false, camera: false, screen: false };
  const problems: DeviceProblem[] = [];
  return {
    /** Calls whose devices are open. */
    open,
    statuses,
    create(): CallMediaLink {
      let machine: CallMachine | undefined;
      return {
        local: { picture: undefined, status: nothing, problems } as unknown as CallMediaLink['local'],
        remote: { status: nothing } as CallMediaLink['remote'],
        line: 'good',
        get connected() {
          return machine?.name === 'connecting' || machine?.name === 'active';
        },
        follow(next) {
          if (machine) open.delete(machine.id);
          machine = next;
          if (next.name !== 'ended' && next.name !== 'ringing') open.set(next.id, next.name);
        },
        hear(message) {
          if (message.t === 'call.status') statuses.push(message.status);
        },
        set: () => undefined,
        nudge: () => undefined,
        close: () => undefined,
      };
    },
  };
}

function raise(message: string): never {
  throw new Error(message);
}
