// The code for files: fetched when the first one is sent or offered, and wired to the browser here.
import { createRemembered } from './model/remembered.ts';
import type { CreateFileDesk } from './model/files.ts';
import { createDesk } from './model/files/desk.ts';
import { openPrivateDisk } from './model/files/private-disk.ts';
import { createFileStore, createMemoryPlace, type Place } from './model/files/store.ts';
import { FileCard } from './views/files/FileCard.tsx';
import './styles/files.css';

export const createFileDesk: CreateFileDesk = (options) =>
  createDesk({
    ...options,
    store: createFileStore(openPlace),
    makeUrl: (blob) => URL.createObjectURL(blob),
    revokeUrl: (url) => URL.revokeObjectURL(url),
    decode,
    draw: (item) => () => <FileCard item={item} over={options.over} />,
  });

/** The first two are missing where the page is not in a secure context. */
async function openPlace(): Promise<Place> {
  const { storage, locks } = navigator as Partial<Pick<Navigator, 'storage' | 'locks'>>;
  if (!storage || !locks) return createMemoryPlace();
  const inUse = createRemembered('parley.files');
  try {
    return await openPrivateDisk({ storage, locks, inUse, name: crypto.randomUUID() });
  } catch {
    return createMemoryPlace(); // A private window, or an older browser.
  }
}

async function decode(url: string): Promise<{ width: number; height: number }> {
  const image = new Image();
  image.src = url;
  await image.decode();
  return { width: image.naturalWidth, height: image.naturalHeight };
}
