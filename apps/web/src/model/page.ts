// What the page knows of its window and its network, as signals.
import { signal, type ReadonlySignal } from '@preact/signals';
import type { BrowserFamily } from '../i18n/facts.ts';

export interface Page {
  /** Whether the page is before somebody's eyes. */
  readonly visible: ReadonlySignal<boolean>;
  /** Whether people and conversation fit beside each other. */
  readonly wide: ReadonlySignal<boolean>;
  readonly networkUp: ReadonlySignal<boolean>;
  readonly fullScreen: ReadonlySignal<boolean>;
  /** Whether the page has gone away, for good or into the back-forward cache. Set before anything else hears of it. */
  readonly left: ReadonlySignal<boolean>;
  readonly browser: BrowserFamily;
  close(): void;
}

/** `leaving`: the event by which the page goes. */
export function createPage(window: Window, leaving: 'pagehide' | 'beforeunload' = 'pagehide'): Page {
  const { document, navigator } = window;
  const scope = new AbortController();
  const width = window.matchMedia('(min-width: 800px)');
  const visible = signal(document.visibilityState === 'visible');
  const wide = signal(width.matches);
  const networkUp = signal(navigator.onLine);
  const fullScreen = signal(false);
  const left = signal(false);
  const read = (): void => {
    visible.value = document.visibilityState === 'visible';
    wide.value = width.matches;
    networkUp.value = navigator.onLine;
    fullScreen.value = document.fullscreenElement !== null && document.fullscreenElement !== undefined;
  };
  const on = { signal: scope.signal };
  document.addEventListener('visibilitychange', read, on);
  document.addEventListener('fullscreenchange', read, on);
  width.addEventListener('change', read, on);
  window.addEventListener('online', read, on);
  window.addEventListener('offline', read, on);
  // Capturing listeners come first (DOM §2.9): others end by then what this is to be known of before.
  window.addEventListener(leaving, () => (left.value = true), { ...on, capture: true });
  window.addEventListener('pageshow', () => (left.value = false), on);
  const browser = browserFamily(navigator.userAgent, navigator.maxTouchPoints);
  return { visible, wide, networkUp, fullScreen, left, browser, close: () => scope.abort() };
}

/** Which words for "where to allow the camera" fit. Features are never chosen by this. */
export function browserFamily(userAgent: string, touchPoints: number): BrowserFamily {
  // An iPad says that it is a Mac; a Mac has no touch screen.
  if (/iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1))
    return /CriOS|FxiOS|EdgiOS|OPiOS|DuckDuckGo/.test(userAgent) ? 'ios-other' : 'ios';
  if (/Android/.test(userAgent)) return androidFamily(userAgent);
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Chrome\/|Chromium\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'chromium';
}

function androidFamily(userAgent: string): BrowserFamily {
  if (/Firefox\//.test(userAgent)) return 'firefox-android';
  return /SamsungBrowser\//.test(userAgent) ? 'samsung' : 'android';
}
