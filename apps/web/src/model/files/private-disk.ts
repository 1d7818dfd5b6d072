// The browser's private disk (File System Standard §4, "origin private file system"): a folder for each page, with a
// lock (Web Locks §2) that says the page is alive. What has no lock any more is removed when a page starts.
import type { Remembered } from '../remembered.ts';
import type { Place, PlaceFile } from './store.ts';

const FOLDER = 'parley-files';
/** The browser's answer is an estimate (Storage Standard §5), and it needs some itself. */
const RESERVE = 10_000_000;

export interface PrivateDiskOptions {
  storage: Pick<StorageManager, 'getDirectory' | 'estimate'>;
  locks: Pick<LockManager, 'request'>;
  /** Whether there is anything to be removed when a page starts. */
  inUse: Remembered;
  /** A name that no other page has. */
  name: string;
}

/** Rejects where the browser has none that can be written to from a page. */
export async function openPrivateDisk({ storage, locks, inUse, name }: PrivateDiskOptions): Promise<Place> {
  if (!('createWritable' in FileSystemFileHandle.prototype)) throw new Error('it can only be read');
  const root = await storage.getDirectory();
  const release = await holdLock(locks, lockOf(name));
  try {
    // Nobody looks for what to remove between the two.
    const folder = await locks.request(FOLDER, async () => {
      inUse.set(true);
      const all = await root.getDirectoryHandle(FOLDER, { create: true });
      return all.getDirectoryHandle(name, { create: true });
    });
    let count = 0;
    return {
      kind: 'disk',
      free: async () => {
        const { quota = 0, usage = 0 } = await storage.estimate();
        return Math.max(0, quota - usage - RESERVE);
      },
      create: () => createFile(folder, String((count += 1))),
      remove: async () => {
        const all = await root.getDirectoryHandle(FOLDER, { create: true });
        await all.removeEntry(name, { recursive: true }).finally(release);
      },
    };
  } catch (cause) {
    release();
    throw cause;
  }
}

/** Under a name without an ending, by which the browser would guess a type. */
async function createFile(folder: FileSystemDirectoryHandle, name: string): Promise<PlaceFile> {
  const handle = await folder.getFileHandle(name, { create: true });
  // What is written stands beside the file, and is put into it on closing.
  const writing = await handle.createWritable();
  let end = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const giveUp = (reason: unknown): Promise<void> => writing.abort(reason).finally(end);
  const sink = new WritableStream<Uint8Array>({
    write: async (chunk) => {
      try {
        await writing.write(chunk as Uint8Array<ArrayBuffer>);
      } catch (cause) {
        giveUp(cause).catch(() => undefined); // A stream that has failed is not asked to abort.
        throw cause;
      }
    },
    close: () => writing.close().finally(end),
    abort: giveUp,
  });
  return {
    sink,
    read: () => handle.getFile(),
    remove: async () => {
      await ended;
      await folder.removeEntry(name);
    },
  };
}

/** Removes what pages have left behind that are no more. */
export async function sweepPrivateDisk({
  storage,
  locks,
  inUse,
}: Omit<PrivateDiskOptions, 'name'>): Promise<void> {
  const root = await storage.getDirectory();
  await locks.request(FOLDER, async () => {
    const all = await root.getDirectoryHandle(FOLDER, { create: true });
    let alive = false;
    for await (const name of all.keys()) {
      const isAlive = await locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
        if (lock) await all.removeEntry(name, { recursive: true });
        return lock === null;
      });
      alive ||= isAlive;
    }
    if (!alive) inUse.set(false);
  });
}

function lockOf(name: string): string {
  return `${FOLDER}/${name}`;
}

/** Holds it until the answer is called, or the page is no more. */
function holdLock(locks: PrivateDiskOptions['locks'], name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const hold = (): Promise<void> => new Promise((release) => resolve(() => release()));
    locks.request(name, hold).catch(reject);
  });
}
