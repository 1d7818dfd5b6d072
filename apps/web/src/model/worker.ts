// The page's service worker: registered once somebody is inside, and what it says of a newer build.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { PageNote } from '../service-worker/clicks.ts';

export interface PageWorker {
  /** Rejects where the browser has no workers, or refuses this one. */
  readonly registration: Promise<ServiceWorkerRegistration>;
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
    if (worker && !(await isOfBuild(worker, path))) outdated.value = true;
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
  registration.catch(() => undefined); // Told to whoever waits for it.

  return {
    registration,
    outdated,
    look: () => {
      registration.then((found) => found.update()).catch(() => undefined);
    },
    reload: () => {
      registration
        // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
        .then(({ waiting }) => waiting?.postMessage('take-over'))
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

function isOfBuild(worker: ServiceWorker, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', ({ data }) => resolve(data === true), { once: true });
    port1.start();
    worker.postMessage(path, [port2]);
  });
}
