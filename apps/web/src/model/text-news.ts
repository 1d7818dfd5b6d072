// Tells of texts that come while nobody sees the page: a sound, and one system notification for each person.
import type { ReadonlySignal } from '@preact/signals';
import { effect } from '@preact/signals';
import type { ChatApi, PresenceStatus, Text, UserId } from '@parley/client';
import { t } from '../i18n/strings.ts';
import type { Preferences } from './preferences.ts';
import type { Sounds } from './sounds.ts';

/** Ms between two sounds: a person who writes in short lines is one piece of news. */
const REST = 4_000;
/** Characters of a text in a notification. */
const GLIMPSE = 160;

export interface TextNotice {
  /** The next one from the same person takes the place of this one. */
  from: UserId;
  title: string;
  body: string;
}

export interface TextNewsOptions {
  chat: Pick<ChatApi, 'on'>;
  preferences: Preferences;
  /** How present one is oneself. */
  status: ReadonlySignal<PresenceStatus>;
  visible: ReadonlySignal<boolean>;
  sounds: Pick<Sounds, 'play'>;
  now: () => number;
  /** Answers how to take it away; does nothing where that is not allowed. */
  notify: (notice: TextNotice) => () => void;
  /** Whether a text is news no more: deleted, or read on another device. A signal is read for it. */
  isOver: (text: Text) => boolean;
}

export function createTextNews(options: TextNewsOptions): { close(): void } {
  const { chat, preferences, status, visible, sounds, now, notify, isOver } = options;
  const shown = new Map<UserId, () => void>();
  let soundedAt = -Infinity;
  const clear = (): void => {
    for (const close of shown.values()) close();
    shown.clear();
  };
  const stops = [
    chat.on('added', (added) => {
      const { state, from, text } = added;
      if (state.name !== 'received' || visible.peek() || status.peek() === 'do-not-disturb') return;
      const { textSound, textNotice } = preferences.current.peek();
      if (textSound && now() - soundedAt >= REST) {
        soundedAt = now();
        sounds.play('text');
      }
      if (textNotice === 'nothing') return;
      const [title, body] = textNotice === 'text' ? [from, glimpse(text)] : [t.status.newFrom(from), ''];
      shown.get(from)?.();
      const close = notify({ from, title, body });
      const stop = effect(() => {
        if (isOver(added)) close();
      });
      shown.set(from, () => {
        stop();
        close();
      });
    }),
    // What is before the person's eyes is not told beside it.
    effect(() => {
      if (visible.value) clear();
    }),
  ];
  return {
    close: () => {
      clear();
      for (const stop of stops) stop();
    },
  };
}

function glimpse(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(new Intl.Segmenter().segment(line), ({ segment }) => segment);
  return characters.length > GLIMPSE ? `${characters.slice(0, GLIMPSE).join('')}…` : line;
}
