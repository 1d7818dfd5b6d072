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
    // Refused outside of a gesture: the next one tries again.
    if (context.state === 'suspended') context.resume().catch(() => undefined);
  };
  // Whom the cookie lets in has pressed no sign-in button: their first click or key does instead.
  for (const type of ['pointerdown', 'keydown']) window.addEventListener(type, unlock, { capture: true });
  return { unlock, context: () => context };
}
