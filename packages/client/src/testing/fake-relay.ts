// The server's part in a transfer's way (protocol B6) without a network: frames travel when a test says so.
import type { BytesSocket } from '../connection/platform.ts';

export type End = 'sender' | 'receiver';

interface Joined {
  readonly socket: BytesSocket;
  /** On the way to it. */
  readonly frames: (string | Uint8Array)[];
}

export interface FakeRelay {
  open(end: End): BytesSocket;
  /** Lets frames arrive at an end. */
  deliver(end: End, count?: number): void;
  /** Breaks the socket of an end: what was on the way to it is lost. */
  cut(end: End): void;
  /** Another socket of the same end joins: the server says so to both. */
  joinAgain(end: End): void;
  /** Changes frames of the sender on their way. */
  tamper: ((frame: Uint8Array) => Uint8Array) | undefined;
  /** How many of the receiver's next frames are lost, though its way stands. */
  losing: number;
  /** Frames that wait to arrive at an end. */
  waiting(end: End): number;
}

export function createFakeRelay(): FakeRelay {
  const ends = new Map<End, Joined>();

  const other = (end: End): End => (end === 'sender' ? 'receiver' : 'sender');
  function join(end: End, socket: BytesSocket): void {
    ends.set(end, { socket, frames: [] });
    if (!ends.has(other(end))) return;
    for (const one of ends.values()) one.frames.push('joined');
  }
  function part(end: End, socket: BytesSocket): void {
    if (ends.get(end)?.socket !== socket) return;
    ends.delete(end);
    ends.get(other(end))?.frames.push('parted');
  }

  const relay: FakeRelay = {
    tamper: undefined,
    losing: 0,
    open(end) {
      const socket: BytesSocket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        send(frame) {
          if (typeof frame === 'string') return join(end, socket);
          if (ends.get(end)?.socket !== socket) return;
          if (end === 'receiver' && relay.losing > 0) {
            relay.losing -= 1;
            return;
          }
          const isTampered = end === 'sender' && relay.tamper;
          ends.get(other(end))?.frames.push(isTampered ? isTampered(frame) : frame);
        },
        close: () => part(end, socket),
      };
      queueMicrotask(() => socket.onopen?.());
      return socket;
    },
    deliver(end, count = Infinity) {
      for (let n = 0; n < count; n += 1) {
        const to = ends.get(end);
        const frame = to?.frames.shift();
        if (frame === undefined) return;
        to?.socket.onmessage?.(frame);
      }
    },
    cut(end) {
      const broken = ends.get(end)?.socket;
      if (!broken) return;
      part(end, broken);
      broken.onclose?.();
    },
    joinAgain(end) {
      const now = ends.get(end);
      if (now) join(end, now.socket);
    },
    waiting: (end) => ends.get(end)?.frames.length ?? 0,
  };
  return relay;
}
