// Whether the browser offers to make a program of the page (W3C Manifest Incubations, `beforeinstallprompt`; Chromium only).
import { signal, type ReadonlySignal } from '@preact/signals';

export interface InstallModel {
  readonly offered: ReadonlySignal<boolean>;
  /** By a click: the browser asks its own question. */
  install(): Promise<void>;
  close(): void;
}

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export function createInstall(
  window: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): InstallModel {
  const offered = signal(false);
  let offer: InstallPrompt | undefined;
  const set = (next: InstallPrompt | undefined): void => {
    offer = next;
    offered.value = next !== undefined;
  };
  const hear = (event: Event): void => {
    // The browser's own bar would come when it likes.
    event.preventDefault();
    set(event as InstallPrompt);
  };
  const forget = (): void => set(undefined);
  window.addEventListener('beforeinstallprompt', hear);
  window.addEventListener('appinstalled', forget);
  return {
    offered,
    async install() {
      const asked = offer;
      // It can be asked once; the browser offers it again where the answer was no.
      set(undefined);
      await asked?.prompt();
    },
    close: () => {
      window.removeEventListener('beforeinstallprompt', hear);
      window.removeEventListener('appinstalled', forget);
    },
  };
}
