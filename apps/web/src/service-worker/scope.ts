// The part of a service worker's world that is used (W3C Service Workers §4, Push API §10, Notifications §2.8): the language's
// own types for it can't stand beside those of a page.

export interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface FetchCall extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface PushCall extends Extendable {
  readonly data: { text(): string } | null;
}

export interface NoticeClick extends Extendable {
  /** Empty where the notification itself was clicked. */
  readonly action: string;
  readonly notification: Pick<Notification, 'close' | 'data'>;
}

export interface PageMessage extends Extendable {
  readonly data: unknown;
  readonly source: Pick<OpenPage, 'id'> | null;
  readonly ports: readonly MessagePort[];
}

/** A page of this server's. */
export interface OpenPage {
  readonly id: string;
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

interface WorkerEvents {
  install: Extendable;
  activate: Extendable;
  fetch: FetchCall;
  push: PushCall;
  notificationclick: NoticeClick;
  pushsubscriptionchange: Extendable;
  message: PageMessage;
}

export interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly location: Pick<Location, 'origin'>;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<T extends keyof WorkerEvents>(type: T, listener: (event: WorkerEvents[T]) => void): void;
}
