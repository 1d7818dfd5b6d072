// The words of notifications in the language of the page, which the page leaves for the worker: it has no languages itself.
import type { NoticeWords } from './notices.ts';

const CACHE = 'parley-words';
const KEY = '/parley-words';

export async function keepWords(caches: Pick<CacheStorage, 'open'>, words: NoticeWords): Promise<void> {
  await (await caches.open(CACHE)).put(KEY, Response.json(words));
}

/** English where no page has left any, those of an older one lack some, or they can't be read: nothing may keep a ring from being shown. */
export async function keptWords(
  caches: Pick<CacheStorage, 'open'>,
  english: NoticeWords,
): Promise<NoticeWords> {
  try {
    const kept = await (await caches.open(CACHE)).match(KEY);
    return { ...english, ...(kept && ((await kept.json()) as Partial<NoticeWords>)) };
  } catch {
    return english;
  }
}
