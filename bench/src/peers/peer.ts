// One person of the relay benchmark, whatever the protocol: sends numbered texts, checks the ones that arrive.
import type { NumberedTexts } from '../wire/numbered.ts';
import { createNumberReader } from '../wire/numbered.ts';
import type { Wire } from '../wire/wire.ts';

export interface PeerOptions {
  port: number;
  /** This person's account, what proves it, and whom they write to. */
  name: string;
  credential: string;
  to: string;
  localAddress?: string;
  /** A text from the other has arrived, the next in order. */
  onText: (number: number) => void;
  /** Something that must never happen: a gap, a repeat, an error, a lost line. */
  onFailure: (why: string) => void;
}

export interface Peer {
  /** Signed in and free to send. */
  readonly ready: Promise<void>;
  /** Writes the next `count` texts: at the end of the chunk being read, or at `flush`. */
  send(count: number): void;
  flush(): void;
  counts(): { sent: number; received: number };
  /** What the protocol still owes this person (acceptance, delivery), or `undefined` once all is done. */
  owed(): string | undefined;
  close(): void;
}

export type PeerFactory = (options: PeerOptions) => Peer;

export interface Arrivals {
  readonly received: number;
  take(bytes: Buffer, start: number, end: number): void;
}

/** Texts from one sender must be numbered 1, 2, 3…: each once and in order. */
export function createArrivals(options: PeerOptions): Arrivals {
  const read = createNumberReader('"text":"');
  let received = 0;
  return {
    get received() {
      return received;
    },
    take(bytes, start, end) {
      const number = read(bytes, start, end);
      if (number !== received + 1) options.onFailure(`${options.name} got text ${number} after ${received}`);
      received = number;
      options.onText(number);
    },
  };
}

export interface Outgoing {
  readonly sent: number;
  send: (count: number) => void;
}

export function createOutgoing(wire: () => Wire, texts: NumberedTexts): Outgoing {
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    send(count) {
      wire().queue(texts.frames(sent + 1, count));
      sent += count;
    },
  };
}
