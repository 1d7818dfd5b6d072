// The service worker: keeps the page usable without a line, and rings for it while it is closed.
import { push } from '../i18n/en/push.ts';
import { clicked } from './clicks.ts';
import { keptWords } from './kept-words.ts';
import { noticeOf, wordsFor } from './notices.ts';
import { readPayload } from './payload.ts';
import { TAKE_OVER, WHICH_PAGE } from './questions.ts';
import type { WorkerScope } from './scope.ts';
import { createShell, type Shell } from './shell.ts';
import { subscribeAnew } from './subscription.ts';

declare const SHELL: Shell;

/** Once: the build puts the list in wherever it is named. */
const build: Shell = SHELL;

const scope = globalThis as unknown as WorkerScope;
const shell = createShell({
  shell: build,
  origin: scope.location.origin,
  caches,
  fetch: (request) => fetch(request),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});

scope.addEventListener('install', (event) => event.waitUntil(shell.keep()));
// The first one serves the page that registered it, too.
scope.addEventListener('activate', (event) => {
  event.waitUntil(shell.forgetOthers().then(() => scope.clients.claim()));
});
scope.addEventListener('fetch', (event) => {
  const answer = shell.answer(event.request);
  if (answer) event.respondWith(answer);
});
scope.addEventListener('push', (event) => event.waitUntil(tell(event.data?.text() ?? '')));
scope.addEventListener('notificationclick', (event) => {
  event.waitUntil(
    clicked(event, {
      clients: scope.clients,
      fetch: (path, init) => fetch(path, init),
      caches,
      now: () => Date.now(),
    }),
  );
});
scope.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAnew(scope.registration.pushManager, (path, init) => fetch(path, init)));
});
scope.addEventListener('message', ({ data, ports, source }) => {
  if (data === TAKE_OVER) void scope.skipWaiting();
  else if (data === WHICH_PAGE) ports[0]?.postMessage(source?.id);
  // Whether a page is of the build that this worker is of.
  else if (typeof data === 'string') ports[0]?.postMessage(build.files.includes(data));
});

async function tell(text: string): Promise<void> {
  const { title, options } = noticeOf(readPayload(text), await keptWords(caches, wordsFor(push.notice)));
  await scope.registration.showNotification(title, options);
}
