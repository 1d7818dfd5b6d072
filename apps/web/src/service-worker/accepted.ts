// The call that a page is opened for by a click on Accept, which the worker leaves for that page. What the address says accepts
// nothing by itself: whoever calls knows the call's id, and could send a link that turns the camera on.

const CACHE = 'parley-accepted';
const KEY = '/parley-accepted';

type Caches = Pick<CacheStorage, 'open'>;

export async function leaveAccepted(caches: Caches, call: string): Promise<void> {
  await (await caches.open(CACHE)).put(KEY, Response.json(call));
}

/** Whether it was this one; true once. */
export async function takeAccepted(caches: Caches, call: string): Promise<boolean> {
  const cache = await caches.open(CACHE);
  const left = await cache.match(KEY);
  if (left === undefined || (await left.json()) !== call) return false;
  return cache.delete(KEY);
}
