// The space bar, where nothing else is to be done with it.
import { effect, type Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { IDLE, stepPush, type PushEvent } from '../../model/devices/push-to-talk.ts';

export interface PushToTalk {
  app: AppModel;
  /** Told while somebody talks by it. */
  held: Signal<boolean>;
  /** Selects the button that mutes and unmutes. */
  button: string;
  /** Whether single keys are on (WCAG 2.1.4). */
  on: boolean;
}

export function usePushToTalk({ app: { calls, timers }, held, button, on }: PushToTalk): void {
  useEffect(() => {
    if (!on) return undefined;
    let push = IDLE;
    const isMuted = (): boolean => calls.taken.peek() && calls.live.peek()?.local.status.microphone === false;
    const step = (event: PushEvent): boolean => {
      const pushed = stepPush(push, event);
      push = pushed.push;
      held.value = push.name === 'held';
      if (pushed.effect && isMuted() === (pushed.effect === 'unmute')) calls.toggleMicrophone();
      return pushed.taken;
    };
    const onDown = (event: KeyboardEvent): void => {
      const place = event.code === 'Space' && placeOf(event, button);
      if (place && step({ name: 'down', at: timers.now(), on: place, muted: isMuted() }))
        event.preventDefault();
    };
    const onUp = (event: KeyboardEvent): void => {
      // A button is pressed when the key comes up: this press is done.
      if (event.code === 'Space' && step({ name: 'up', at: timers.now() })) event.preventDefault();
    };
    const onLost = (): void => void step({ name: 'lost' });
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    window.addEventListener('blur', onLost);
    const stopFollowing = effect(() => {
      const muted = calls.live.value?.local.status.microphone === false;
      step({ name: 'changed', muted });
    });
    return () => {
      onLost();
      stopFollowing();
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
      window.removeEventListener('blur', onLost);
    };
  }, [calls, on]);
}

/** Nothing where the key has work of its own: in what is written, chosen or pressed. */
function placeOf(event: KeyboardEvent, button: string): 'page' | 'button' | undefined {
  const { target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  if (!(target instanceof Element)) return 'page';
  if (target.matches(button)) return 'button';
  return target.closest('button, a, input, textarea, select, summary, video, [contenteditable], [role^=menu]')
    ? undefined
    : 'page';
}
