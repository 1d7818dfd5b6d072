// One AudioContext for the page, created by a click: browsers play nothing before.

export interface AudioUnlock {
  /** To be called from within a click or key press. */
  unlock: () => void;
  context: () => AudioContext | undefined;
}

export function createAudioUnlock(window: Window & { AudioContext?: typeof AudioContext }): AudioUnlock {
  let context: AudioContext | undefined;
  const unlock = (): void => {
    if (!window.AudioContext) return;
    context ??= new window.AudioContext();
    // Refused outside of a gesture: the next one tries again. Interrupted: by a telephone call, on iOS.
    if (context.state !== 'running' && context.state !== 'closed') context.resume().catch(() => undefined);
  };
  // Whom the cookie lets in has pressed no sign-in button: their first click, touch or key does instead. A touch counts once
  // the finger is lifted.
  for (const type of ['pointerdown', 'pointerup', 'keydown'])
    window.addEventListener(type, unlock, { capture: true });
  window.document.addEventListener('visibilitychange', () => {
    if (context && window.document.visibilityState === 'visible') unlock();
  });
  return { unlock, context: () => context };
}
