// Where received files are until the person signs out: whether there is room for one more, and that nothing stays.
import type { NoRoom } from './file-state.ts';

/** The browser's private disk, or memory. */
export interface Place {
  readonly kind: 'disk' | 'memory';
  /** Bytes that may still be written. */
  free(): Promise<number>;
  create(): Promise<PlaceFile>;
  /** Removes everything, for good. */
  remove(): Promise<void>;
}

export interface PlaceFile {
  readonly sink: WritableStream<Uint8Array>;
  /** What was written, once the sink is closed. */
  read(): Promise<Blob>;
  /** Once the sink is closed or aborted. */
  remove(): Promise<void>;
}

/** Room for one file. Ends with `keep` or `discard`, once the sink is closed or aborted. */
export interface Slot {
  readonly sink: WritableStream<Uint8Array>;
  keep(): Promise<Blob>;
  discard(): Promise<void>;
}

export interface Wanted {
  /** Bytes; 0 where nobody knows. */
  size: number;
  /** How many of them are there already. */
  taken(): number;
}

export interface FileStore {
  open(wanted: Wanted): Promise<{ slot: Slot } | { noRoom: NoRoom }>;
  /** Removes all that was received, as soon as nothing is being written. */
  close(): Promise<void>;
}

/** `openPlace` is asked when the first file is to be received. */
export function createFileStore(openPlace: () => Promise<Place>): FileStore {
  let opened: Promise<Place> | undefined;
  const going = new Map<Wanted, Promise<void>>();

  const roomIn = async (place: Place): Promise<number> => {
    const free = await place.free();
    const promised = [...going.keys()].reduce((sum, { size, taken }) => sum + Math.max(0, size - taken()), 0);
    return Math.max(0, free - promised);
  };

  return {
    async open(wanted) {
      opened ??= openPlace();
      const place = await opened;
      const room = await roomIn(place);
      if (wanted.size > room) {
        const noRoom: NoRoom =
          place.kind === 'disk' ? { name: 'disk', free: room } : { name: 'memory', limit: MEMORY_LIMIT };
        return { noRoom };
      }
      let end = (): void => undefined;
      going.set(
        wanted,
        new Promise((resolve) => {
          end = () => {
            going.delete(wanted);
            resolve();
          };
        }),
      );
      try {
        const { sink, read, remove } = await place.create();
        return { slot: { sink, keep: () => read().finally(end), discard: () => remove().finally(end) } };
      } catch (cause) {
        end();
        throw cause;
      }
    },
    async close() {
      const place = await opened;
      await Promise.all(going.values());
      await place?.remove();
    },
  };
}

/** Bytes on the way into memory at one time. What is there whole, browsers put away by themselves where they can. */
export const MEMORY_LIMIT = 100 * 1024 * 1024;

/** For browsers without a private disk for pages, and for pages that are not in a secure context. */
export function createMemoryPlace(): Place {
  let held = 0;
  const create = (): PlaceFile => {
    let parts: Uint8Array<ArrayBuffer>[] = [];
    let length = 0;
    const letGo = (): void => {
      parts = [];
      held -= length;
      length = 0;
    };
    return {
      sink: new WritableStream<Uint8Array>({
        write: (chunk) => {
          if (held + chunk.length > MEMORY_LIMIT) throw new RangeError('more than may be kept in memory');
          held += chunk.length;
          length += chunk.length;
          parts.push(Uint8Array.from(chunk));
        },
      }),
      read: async () => {
        const whole = new Blob(parts);
        letGo();
        return whole;
      },
      remove: async () => letGo(),
    };
  };
  return {
    kind: 'memory',
    free: async () => MEMORY_LIMIT - held,
    create: async () => create(),
    remove: async () => undefined,
  };
}
