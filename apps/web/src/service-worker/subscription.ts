// This browser's subscription to notifications, made with the server's key and told to the server.

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Throws where the server refuses it, or can't be asked. */
export async function tellServer(subscription: PushSubscription, ask: Ask): Promise<void> {
  const { endpoint, keys } = subscription.toJSON();
  const answer = await ask('/api/push/subscription', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ endpoint, keys: { p256dh: keys?.['p256dh'], auth: keys?.['auth'] } }),
  });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
}

/** The server's key; nothing where it sends no notifications. */
export async function askKey(ask: Ask): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const answer = await ask('/api/push');
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  const { key } = (await answer.json()) as { key?: string };
  return key === undefined ? undefined : bytesOf(key);
}

/** With the key as it is: one made with another key is of no use to this server. */
export async function subscribe(
  manager: PushManager,
  key: Uint8Array<ArrayBuffer>,
): Promise<PushSubscription> {
  const known = await manager.getSubscription();
  const old = known?.options.applicationServerKey;
  if (known && old && isSame(new Uint8Array(old), key)) return known;
  await known?.unsubscribe();
  return manager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

/** The browser has replaced the subscription by itself. */
export async function subscribeAnew(manager: PushManager, ask: Ask): Promise<void> {
  const key = await askKey(ask);
  if (key) await tellServer(await subscribe(manager, key), ask);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
