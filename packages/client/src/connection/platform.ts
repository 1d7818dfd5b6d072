// What the SDK needs of the world it runs in: time, chance, sockets, waking up. Tests bring their own.
import { BEARER_PROTOCOL, BLOB_SUBPROTOCOL, CLOSE, SUBPROTOCOL } from '@parley/protocol';
import { createTimers } from './timers.ts';

/** The part of a WebSocket that the SDK uses. Handlers are set once, right after opening. */
export interface ClientSocket {
  onopen: (() => void) | null;
  onmessage: ((frame: string) => void) | null;
  /** Called once, also where opening failed (then with 1006). */
  onclose: ((code: number) => void) | null;
  send(frame: string): void;
  close(code?: number): void;
}

/** A socket for the bytes of a transfer. Handlers are set once, right after opening. */
export interface BytesSocket {
  onopen: (() => void) | null;
  /** A text or binary frame. */
  onmessage: ((frame: string | Uint8Array) => void) | null;
  /** Called once, also where opening failed. */
  onclose: (() => void) | null;
  send(frame: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** The world as the SDK sees it: a page's, a program's, or a test's own. */
export interface Platform {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  /** Runs `fn` once after `ms`; the answer cancels it. */
  after(ms: number, fn: () => void): () => void;
  openSocket(url: string): ClientSocket;
  openBytes(url: string): BytesSocket;
  /** Calls `fn` when the device has come online, woken up, into view or into another network; the answer stops that. */
  onWake(fn: () => void): () => void;
  /** Calls `fn` when the page goes away for good; the answer stops that. */
  onLeave(fn: () => void): () => void;
  /** Whether timers may be held back because nobody looks at the page. */
  hidden(): boolean;
}

/** Changes of the network that follow each other closer than this are one: some browsers tell every estimate. */
const NETWORK_CHANGE = 2_000;

/** Asked when a socket was refused before it opened: where it answers false, the sign-in has ended. */
export type IsSignedIn = () => Promise<boolean>;

/** Wraps a standard WebSocket (WHATWG WebSockets), which does not say why it was refused. */
export function adaptWebSocket(socket: WebSocket, isSignedIn?: IsSignedIn): ClientSocket {
  let opened = false;
  const adapted: ClientSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => {
      if (socket.readyState === 1) socket.send(frame);
    },
    close: (code) => socket.close(code),
  };
  socket.onopen = () => {
    opened = true;
    adapted.onopen?.();
  };
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === 'string') adapted.onmessage?.(event.data);
  };
  socket.onclose = ({ code }) => {
    if (opened || !isSignedIn) return adapted.onclose?.(code);
    const tell = (signedIn: boolean): void => adapted.onclose?.(signedIn ? code : CLOSE.signedOut);
    // No answer is no reason to give up.
    isSignedIn().then(tell, () => tell(true));
  };
  // An error is always followed by a close, which is what the machine hears.
  socket.onerror = () => undefined;
  return adapted;
}

/** The same for the bytes of a transfer. */
export function adaptBytesSocket(socket: WebSocket): BytesSocket {
  socket.binaryType = 'arraybuffer';
  const adapted: BytesSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (frame) => {
      if (socket.readyState === 1) socket.send(frame);
    },
    close: () => socket.close(),
  };
  socket.onopen = () => adapted.onopen?.();
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (typeof data === 'string') adapted.onmessage?.(data);
    else if (data instanceof ArrayBuffer) adapted.onmessage?.(new Uint8Array(data));
  };
  socket.onclose = () => adapted.onclose?.();
  socket.onerror = () => undefined;
  return adapted;
}

const timing = {
  // Not performance.now(): that stands still on some devices while they sleep.
  now: () => Date.now(),
  random: () => Math.random(),
  after(ms: number, fn: () => void): () => void {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};

/** What of a page's platform can be chosen. */
export interface BrowserPlatformOptions {
  /**
   * Calls `tick` once a second while the page is hidden (`tickInBackground`); the answer ends that. Without it, browsers
   * slow the page down.
   */
  keepTime?: (tick: () => void) => () => void;
  /** Signs the socket in, for a page of another origin than the server's. Default: the page's cookie does. */
  token?: string | undefined;
  isSignedIn?: IsSignedIn;
}

/** A page's. */
export interface BrowserPlatform extends Platform {
  /** For the app's end, after that of every Parley on it: ends the ticker. */
  close(): void;
}

/** The page's platform. */
export function browserPlatform(options: BrowserPlatformOptions = {}): BrowserPlatform {
  const { keepTime, token, isSignedIn } = options;
  // A page can't add a header to a socket, and in an address the token would be logged (protocol H5).
  const bearer = token === undefined ? [] : [BEARER_PROTOCOL + token];
  const timers = createTimers(timing);
  const stopTicks = keepTime?.(timers.tick);
  return {
    ...timing,
    after: timers.after,
    close: () => stopTicks?.(),
    openSocket: (url) => adaptWebSocket(new WebSocket(url, [SUBPROTOCOL, ...bearer]), isSignedIn),
    openBytes: (url) => adaptBytesSocket(new WebSocket(url, [BLOB_SUBPROTOCOL, ...bearer])),
    onWake(fn) {
      const onVisible = (): void => {
        if (document.visibilityState === 'visible') fn();
      };
      const network: unknown = Reflect.get(navigator, 'connection');
      const change = spaced(NETWORK_CHANGE, timers, fn);
      const stop = listen([
        [window, 'online', fn],
        [window, 'pageshow', fn],
        [document, 'resume', fn],
        [document, 'visibilitychange', onVisible],
        ...(network instanceof EventTarget ? [[network, 'change', change.call] as const] : []),
      ]);
      return () => {
        stop();
        change.cancel();
      };
    },
    onLeave: (fn) => listen([[window, 'pagehide', fn]]),
    hidden: () => document.visibilityState === 'hidden',
  };
}

/** A program's platform, in Node or elsewhere: the caller opens the socket, with a bearer token in its headers. */
export function programPlatform(
  openSocket: (url: string, protocol: string) => WebSocket,
  { isSignedIn }: { isSignedIn?: IsSignedIn } = {},
): Platform {
  return {
    ...timing,
    openSocket: (url) => adaptWebSocket(openSocket(url, SUBPROTOCOL), isSignedIn),
    openBytes: (url) => adaptBytesSocket(openSocket(url, BLOB_SUBPROTOCOL)),
    onWake: () => () => undefined,
    onLeave: () => () => undefined,
    hidden: () => false,
  };
}

function listen(targets: readonly (readonly [EventTarget, string, () => void])[]): () => void {
  for (const [target, type, fn] of targets) target.addEventListener(type, fn);
  return () => {
    for (const [target, type, fn] of targets) target.removeEventListener(type, fn);
  };
}

/** Calls `fn` at the first `call` and, of those that come within `ms`, once more at the end for all. */
export function spaced(
  ms: number,
  { after }: Pick<Platform, 'after'>,
  fn: () => void,
): { call: () => void; cancel: () => void } {
  let again = false;
  let cancel: (() => void) | undefined;
  const call = (): void => {
    again = cancel !== undefined;
    if (again) return;
    fn();
    cancel = after(ms, () => {
      cancel = undefined;
      if (again) call();
    });
  };
  return { call, cancel: () => cancel?.() };
}
