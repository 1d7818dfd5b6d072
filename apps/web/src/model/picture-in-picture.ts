// The call in a small window over other programs: a window of the page's own where the browser has one (WICG Document Picture-in-Picture),
// else the bare picture (W3C Picture-in-Picture).
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { assertNever } from '@parley/client';

/** What TypeScript's library does not know yet. */
export interface WindowMaker {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

type State =
  | { name: 'closed' }
  /** Asked for; `wanted` says whether it still is. */
  | { name: 'opening'; wanted: boolean }
  | { name: 'window'; window: Window; byItself: boolean }
  | { name: 'video' };

export interface PictureInPicture {
  /** What this browser can: with `video`, only where there is a picture of the other. */
  readonly kind: 'window' | 'video' | undefined;
  readonly open: ReadonlySignal<boolean>;
  /** Into which the call is to be drawn. */
  readonly window: ReadonlySignal<Window | undefined>;
  /** From within a click or a key press. */
  toggle: () => void;
  /** The page goes out of sight, and the browser lets it open one. */
  follow: () => void;
  /** The page is before somebody's eyes again: what opened by itself goes by itself. */
  returned: () => void;
  close: () => void;
}

export interface PictureInPictureOptions {
  maker: WindowMaker | undefined;
  document: Pick<Document, 'pictureInPictureEnabled' | 'pictureInPictureElement' | 'exitPictureInPicture'>;
  /** The other's picture, where there is one to be seen. */
  video: () => HTMLVideoElement | undefined;
}

const SIZE = { width: 360, height: 240 };

export function createPictureInPicture({
  maker,
  document,
  video,
}: PictureInPictureOptions): PictureInPicture {
  const state = signal<State>({ name: 'closed' });
  const set = (next: State): void => {
    state.value = next;
  };

  const openWindow = (api: WindowMaker, byItself: boolean): void => {
    set({ name: 'opening', wanted: true });
    api.requestWindow(SIZE).then(
      (window) => {
        const { value } = state;
        if (value.name !== 'opening' || !value.wanted) {
          set({ name: 'closed' });
          return window.close();
        }
        // The browser's own buttons close it too.
        window.addEventListener('pagehide', () => set({ name: 'closed' }), { once: true });
        set({ name: 'window', window, byItself });
      },
      () => {
        const { value } = state;
        set({ name: 'closed' });
        // A shell around a browser's engine may have the name and no windows.
        const wanted = value.name === 'opening' && value.wanted && !byItself;
        if (wanted && document.pictureInPictureEnabled) openVideo();
      },
    );
  };
  const openVideo = (): void => {
    const element = video();
    if (!element) return;
    set({ name: 'opening', wanted: true });
    element.requestPictureInPicture().then(
      () => {
        element.addEventListener('leavepictureinpicture', () => set({ name: 'closed' }), { once: true });
        const { value } = state;
        set({ name: 'video' });
        if (value.name === 'opening' && !value.wanted) close();
      },
      () => set({ name: 'closed' }), // The browser would not; the call goes on as it is.
    );
  };
  const open = (byItself: boolean): void => {
    if (maker) openWindow(maker, byItself);
    else if (document.pictureInPictureEnabled) openVideo();
  };
  const close = (): void => {
    const { value } = state;
    switch (value.name) {
      case 'closed':
        return;
      case 'opening':
        return set({ name: 'opening', wanted: false });
      case 'window':
        return value.window.close();
      case 'video':
        if (document.pictureInPictureElement) document.exitPictureInPicture().catch(() => undefined);
        return;
      default:
        assertNever(value);
    }
  };
  return {
    kind: maker ? 'window' : document.pictureInPictureEnabled ? 'video' : undefined,
    open: computed(() => state.value.name !== 'closed'),
    window: computed(() => (state.value.name === 'window' ? state.value.window : undefined)),
    toggle: () => (state.value.name === 'closed' ? open(false) : close()),
    follow: () => {
      if (state.value.name === 'closed') open(true);
    },
    returned: () => {
      if (state.value.name === 'window' && state.value.byItself) close();
    },
    close,
  };
}
