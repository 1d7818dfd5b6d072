// The call that a page is opened for by a click on Accept, which the worker leaves for that page. What the address says accepts
// nothing by itself: whoever calls knows the call's id, and could send a link that turns the camera on.

const CACHE = 'parley-accepted';
const KEY = '/parley-accepted';
/** Ms; no call rings for so long. A page that never came, or never got in, leaves nothing for a later link with the same id. */
const FRESH = 60_000;

type Caches = Pick<CacheStorage, 'open'>;

interface Left {
  call: string;
  /** Ms of the Unix epoch. */
  at: number;
}

export async function leaveAccepted(caches: Caches, call: string, at: number): Promise<void> {
  const left: Left = { call, at };
  await (await caches.open(CACHE)).put(KEY, Response.json(left));
}

/** Whether it was this one, a moment ago; true once. */
export async function takeAccepted(caches: Caches, call: string, now: number): Promise<boolean> {
  const cache = await caches.open(CACHE);
  const left = (await (await cache.match(KEY))?.json()) as Left | undefined;
  if (left?.call !== call) return false;
  return (await cache.delete(KEY)) && Math.abs(now - left.at) < FRESH;
}
