// The call in the browser's media hub and on the keys of keyboards and headsets (W3C Media Session).
import { effect, type ReadonlySignal } from '@preact/signals';
import type { CallSnapshot } from './calls.ts';

/** What is used of `navigator.mediaSession`. Not every browser has all of it. */
export interface MediaHub {
  metadata: unknown;
  setActionHandler(action: string, handler: (() => void) | null): void;
  setMicrophoneActive?(active: boolean): unknown;
  setCameraActive?(active: boolean): unknown;
}

export interface MediaSessionOptions {
  hub: MediaHub | undefined;
  /** What the hub shows. */
  describe: (call: CallSnapshot) => unknown;
  live: ReadonlySignal<CallSnapshot | undefined>;
  actions: Readonly<
    Record<'togglemicrophone' | 'togglecamera' | 'hangup' | 'enterpictureinpicture', () => void>
  >;
}

export function createMediaSession({ hub, describe, live, actions }: MediaSessionOptions): { close(): void } {
  if (!hub) return { close: () => undefined };
  let shown: string | undefined;
  const listen = (on: boolean): void => {
    for (const [action, handler] of Object.entries(actions)) {
      try {
        hub.setActionHandler(action, on ? handler : null);
      } catch {
        // An action that this browser does not know (a TypeError, by the standard).
      }
    }
  };
  const stop = effect(() => {
    const call = live.value;
    const id = call && call.state.name !== 'ringing' ? call.id : undefined;
    if (id !== shown) {
      shown = id;
      listen(id !== undefined);
      hub.metadata = call && id !== undefined ? describe(call) : null;
    }
    if (!call || id === undefined) return;
    hub.setMicrophoneActive?.(call.local.status.microphone);
    hub.setCameraActive?.(call.local.status.camera);
  });
  return {
    close: () => {
      stop();
      if (shown === undefined) return;
      listen(false);
      hub.metadata = null;
    },
  };
}
