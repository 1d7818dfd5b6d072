// What a click on a notification does: answers the call without a page where it can, and else brings a page to the front.
import { leaveAccepted } from './accepted.ts';
import type { NoticeData } from './notices.ts';
import type { NoticeClick, OpenPage, WorkerScope } from './scope.ts';

/**
 * What a page is told. It finds the same after the `#` of its address where it is opened for it (`noteOf`); that it was the
 * worker who opened it to accept a call, it has to ask (`takeAccepted`).
 */
export type PageNote = { t: 'accept'; call: string } | { t: 'person'; with: string };

export interface ClickOptions {
  clients: WorkerScope['clients'];
  fetch: (path: string, init: RequestInit) => Promise<Response>;
  caches: Pick<CacheStorage, 'open'>;
  now: () => number;
}

export async function clicked(
  { action, notification }: Pick<NoticeClick, 'action' | 'notification'>,
  { clients, fetch, caches, now }: ClickOptions,
): Promise<void> {
  notification.close();
  const data = notification.data as NoticeData;
  if (data.t === 'ring' && action === 'decline') {
    const path = `/api/calls/${encodeURIComponent(data.call)}/decline`;
    const isOver = await fetch(path, { method: 'POST' }).then(
      ({ ok, status }) => ok || status === 404,
      () => false,
    );
    // Where the server has not heard it, the page shows how things are.
    if (isOver) return;
  }
  const note = noteFor(data, action);
  const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A second call rings in the page alone that has the first one.
  const page =
    pages.find(({ id }) => id === data.page) ??
    pages.find(({ visibilityState }) => visibilityState === 'visible') ??
    pages[0];
  if (page) return show(page, note);
  // Where nothing can be kept, the page that opens rings, and is answered there.
  if (note?.t === 'accept') await leaveAccepted(caches, note.call, now()).catch(() => undefined);
  await clients.openWindow(addressOf(note));
}

async function show(page: OpenPage, note: PageNote | undefined): Promise<void> {
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker's page has none
  if (note) page.postMessage(note);
  await page.focus();
}

function noteFor(data: NoticeData, action: string): PageNote | undefined {
  if (data.t === 'person') return { t: 'person', with: data.with };
  return data.t === 'ring' && action === 'accept' ? { t: 'accept', call: data.call } : undefined;
}

function addressOf(note: PageNote | undefined): string {
  if (!note) return '/';
  const [name, value] = note.t === 'accept' ? ['accept', note.call] : ['with', note.with];
  return `/#${new URLSearchParams({ [name]: value }).toString()}`;
}

/** What the address of a page that was opened for it says. */
export function noteOf(hash: string): PageNote | undefined {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const [call, user] = [parameters.get('accept'), parameters.get('with')];
  if (call !== null) return { t: 'accept', call };
  return user === null ? undefined : { t: 'person', with: user };
}
