import { describe, expect, test } from 'vitest';
import { createFileStore, createMemoryPlace, MEMORY_LIMIT, type Place, type Slot } from './store.ts';

/** A disk with so many bytes free. */
function createFakeDisk(free: number) {
  const log: string[] = [];
  let count = 0;
  const place: Place = {
    kind: 'disk',
    free: async () => free,
    create: async () => {
      count += 1;
      const name = String(count);
      return {
        sink: new WritableStream(),
        read: async () => new Blob([name]),
        remove: async () => void log.push(`removed ${name}`),
      };
    },
    remove: async () => void log.push('removed all'),
  };
  return { place, log };
}

const wanted = (size: number, taken = 0) => ({ size, taken: () => taken });

async function slotFor(store: ReturnType<typeof createFileStore>, size: number, taken = 0): Promise<Slot> {
  const opened = await store.open(wanted(size, taken));
  if ('noRoom' in opened) throw new Error('there is no room');
  return opened.slot;
}

describe('[S14] room for received files', () => {
  test('what does not fit is refused before anything is received, and says what is free', async () => {
    const store = createFileStore(async () => createFakeDisk(1000).place);
    expect(await store.open(wanted(1001))).toEqual({ noRoom: { name: 'disk', free: 1000 } });
    expect(await store.open(wanted(1000))).toHaveProperty('slot');
  });

  test('what files on the way still need is not promised twice', async () => {
    const store = createFileStore(async () => createFakeDisk(1000).place);
    const first = await slotFor(store, 600, 100);
    expect(await store.open(wanted(501))).toEqual({ noRoom: { name: 'disk', free: 500 } });
    await first.discard();
    expect(await store.open(wanted(501))).toHaveProperty('slot');
  });

  test('the browser is asked for a place once, when the first file comes', async () => {
    let asked = 0;
    const store = createFileStore(async () => {
      asked += 1;
      return createFakeDisk(1000).place;
    });
    await store.close();
    expect(asked).toBe(0);
    await slotFor(store, 1);
    await slotFor(store, 1);
    expect(asked).toBe(1);
  });

  test('[S17] closing removes everything once nothing is being written', async () => {
    const { place, log } = createFakeDisk(1000);
    const store = createFileStore(async () => place);
    const kept = await slotFor(store, 1);
    expect(await (await kept.keep()).text()).toBe('1');
    const going = await slotFor(store, 1);
    const closed = store.close();
    await new Promise((resolve) => setTimeout(resolve));
    expect(log).toEqual([]);
    await going.discard();
    await closed;
    expect(log).toEqual(['removed 2', 'removed all']);
  });
});

describe('[S14] received files in memory', () => {
  const write = async (slot: Slot, ...sizes: number[]): Promise<void> => {
    const writer = slot.sink.getWriter();
    for (const size of sizes) await writer.write(new Uint8Array(size).fill(7));
    await writer.close();
  };

  test('what was written is what is kept', async () => {
    const store = createFileStore(async () => createMemoryPlace());
    const slot = await slotFor(store, 5);
    await write(slot, 2, 3);
    const kept = await slot.keep();
    expect([...new Uint8Array(await kept.arrayBuffer())]).toEqual([7, 7, 7, 7, 7]);
  });

  test('no more than 100 MiB are on the way at a time, said or not', async () => {
    const store = createFileStore(async () => createMemoryPlace());
    expect(await store.open(wanted(MEMORY_LIMIT + 1))).toEqual({
      noRoom: { name: 'memory', limit: MEMORY_LIMIT },
    });
    const unsaid = await slotFor(store, 0);
    await expect(write(unsaid, MEMORY_LIMIT, 1)).rejects.toThrow(RangeError);
    await unsaid.discard();
    await slotFor(store, MEMORY_LIMIT);
    expect(await store.open(wanted(1))).toHaveProperty('noRoom');
  });
});
