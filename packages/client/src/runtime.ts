// What differs between a page and a program: how requests and sockets are made. `#runtime` is the one where this runs.
import type { Platform } from './connection/platform.ts';
import type { Fetch } from './session-requests.ts';

export interface Trust {
  /** PEM certificates of authorities to trust besides the well-known ones. Programs only. */
  ca?: string | undefined;
}

export interface PlatformParts extends Trust {
  /** Absent where a cookie signs the socket in. */
  token: string | undefined;
  /** Asked when a socket was refused: where it is false, it is no use to try again. */
  isSignedIn: () => Promise<boolean>;
}

export interface Runtime {
  /** Of the page, whose cookies go to its own server only. Programs have none. */
  readonly origin: string | undefined;
  /** What the client calls itself where it is given no name. */
  readonly client: string;
  send(trust: Trust): Fetch;
  /** `close` ends what it has running by itself: called once its connection is over for good. */
  platform(parts: PlatformParts): Platform & { close?: () => void };
}
