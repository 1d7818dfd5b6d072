// Calls the person to the page: sounds, the window's title, and a notification while the page is out of sight.
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import { t } from '../i18n/strings.ts';
import type { CallsModel, CallSnapshot } from './calls.ts';
import type { Loop, Sounds } from './sounds.ts';
import type { Timers } from './timers.ts';

const FLASH = 1_000;

export interface AttentionOptions {
  calls: CallsModel;
  unread: ReadonlySignal<number>;
  visible: ReadonlySignal<boolean>;
  sounds: Sounds;
  timers: Timers;
  document: Pick<Document, 'title'>;
  /** Shows a system notification and answers how to take it away; does nothing where that is not allowed. */
  notify: (title: string, call: CallSnapshot) => () => void;
}

export function createAttention(options: AttentionOptions): { close(): void } {
  const { calls, unread, visible, sounds, timers, document, notify } = options;
  const loop = computed(() => loopFor(calls));
  const phase = computed(() => calls.live.value?.state.name);
  // A string, so that other changes of the call do not ring anew.
  const ringing = computed(() => titleFor(calls.ringing.value));
  let before: string | undefined;

  const stops = [
    effect(() => sounds.loop(loop.value)),
    effect(() => {
      const now = phase.value;
      if (now === 'active' && before !== 'active') sounds.play('connected');
      if (now === undefined && before !== undefined && before !== 'ringing') sounds.play('ended');
      before = now;
    }),
    effect(() => {
      const title = ringing.value;
      const usual = unread.value > 0 ? t.title.unread(unread.value) : t.product;
      document.title = title ?? usual;
      if (title === undefined) return undefined;
      return timers.every(FLASH, () => {
        document.title = document.title === title ? usual : title;
      });
    }),
    effect(() => {
      const title = ringing.value;
      const call = calls.ringing.peek();
      return title === undefined || !call || visible.value ? undefined : notify(title, call);
    }),
  ];
  return {
    close: () => {
      for (const stop of stops) stop();
      sounds.close();
      document.title = t.product;
    },
  };
}

/** Beside a call it does not ring, or who talks would hear nothing else. */
function loopFor({ live, ringing }: CallsModel): Loop | undefined {
  const call = live.value;
  if (ringing.value) return ringing.value.id === call?.id ? 'ring' : 'waiting';
  return call?.state.name === 'dialling' && call.state.ringing ? 'ringback' : undefined;
}

function titleFor(call: CallSnapshot | undefined): string | undefined {
  return call && t.title.incoming(call.media, call.with);
}
