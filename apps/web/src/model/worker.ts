// The page's service worker: registered once somebody is inside, and what it says of a newer build.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { PageNote } from '../service-worker/clicks.ts';
import { TAKE_OVER, WHICH_PAGE } from '../service-worker/questions.ts';

export interface PageWorker {
  /** Once it can show notifications; rejects where the browser refuses it, or could not install it. */
  readonly active: Promise<ServiceWorkerRegistration>;
  /** By which it knows this page. A worker of an older build does not say. */
  readonly page: Promise<string | undefined>;
  /** Whether the server has another build than the one that runs here. */
  readonly outdated: ReadonlySignal<boolean>;
  /** Looks whether there is one. Where the server can't be asked, the next look will tell. */
  look(): void;
  /** Goes on with the new one. */
  reload(): void;
  /** What a click on a notification says. Answers how to stop hearing it. */
  onNote(hear: (note: PageNote) => void): () => void;
}

export interface PageWorkerOptions {
  container: ServiceWorkerContainer;
  /** The address of a file that only this build has. */
  own: string;
  reload(): void;
}

interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(url: string): string };
}

const SCRIPT = '/service-worker.js';

export function createPageWorker({ container, own, reload }: PageWorkerOptions): PageWorker {
  const outdated = signal(false);
  const path = new URL(own).pathname;

  const compare = async (worker: ServiceWorker | null | undefined): Promise<void> => {
    if (worker && (await ask(worker, path)) !== true) outdated.value = true;
  };
  const register = async (): Promise<ServiceWorkerRegistration> => {
    const registration = await container.register(scriptUrl(), { updateViaCache: 'none' });
    // One that is there already may be of another build, and so may one that comes.
    const watch = (worker: ServiceWorker | null): void => {
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' || worker.state === 'activated') void compare(worker);
      });
    };
    registration.addEventListener('updatefound', () => watch(registration.installing));
    watch(registration.installing);
    void compare(registration.waiting);
    return registration;
  };
  const registration = register();
  const active = registration.then(whenActive);
  active.catch(() => undefined); // Told to whoever waits for it.

  return {
    active,
    page: active
      .then(({ active: worker }) => (worker ? pageKnownTo(worker) : undefined))
      .catch(() => undefined),
    outdated,
    look: () => {
      registration.then((found) => found.update()).catch(() => undefined);
    },
    reload: () => {
      registration
        // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
        .then(({ waiting }) => waiting?.postMessage(TAKE_OVER))
        .catch(() => undefined)
        .finally(reload);
    },
    onNote(hear) {
      const listener = ({ data }: MessageEvent<unknown>): void => {
        if (typeof data === 'object' && data !== null && 't' in data) hear(data as PageNote);
      };
      container.addEventListener('message', listener);
      container.startMessages();
      return () => container.removeEventListener('message', listener);
    },
  };
}

/** The server's policy lets no page run a worker by a mere text. This one answer is all that can be had here. */
function scriptUrl(): string {
  const factory = Reflect.get(globalThis, 'trustedTypes') as PolicyFactory | undefined;
  if (!factory) return SCRIPT;
  return factory.createPolicy('parley-worker', { createScriptURL: () => SCRIPT }).createScriptURL(SCRIPT);
}

/** Without an active one there are no notifications and no push (Notifications §2.8, Push API §7). */
function whenActive(registration: ServiceWorkerRegistration): Promise<ServiceWorkerRegistration> {
  const coming = registration.installing ?? registration.waiting;
  return new Promise((resolve, reject) => {
    if (registration.active) return resolve(registration);
    if (!coming) return reject(new Error('the worker could not be installed'));
    coming.addEventListener('statechange', () => {
      if (registration.active) resolve(registration);
      else if (coming.state === 'redundant') reject(new Error('the worker could not be installed'));
    });
  });
}

async function pageKnownTo(worker: ServiceWorker): Promise<string | undefined> {
  const id = await ask(worker, WHICH_PAGE);
  return typeof id === 'string' ? id : undefined;
}

function ask(worker: ServiceWorker, question: string): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => resolve(data), { once: true });
    port1.start();
    worker.postMessage(question, [port2]);
  });
}
