// What of one conversation has not been before the person's eyes.
import { signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Text, TextId, UserId } from '@parley/client';

export interface Unread {
  readonly unread: Signal<number>;
  /** Calls that nobody answered here, since the conversation was last seen. */
  readonly missed: Signal<number>;
  /** The first text that was unread when the conversation was opened, for as long as it stays open. */
  readonly newFrom: ReadonlySignal<TextId | undefined>;
  /** A text has come, or a file, that is not before the person's eyes. */
  missedOne(text: TextId | undefined): void;
  /** It is before the person's eyes now. */
  looked(): void;
  /** It is not any more. */
  left(): void;
  /** Another device of this person has shown everything up to this text. */
  readElsewhere(upTo: TextId): void;
}

export function createUnread(texts: ReadonlySignal<readonly Text[]>, self: UserId): Unread {
  const unread = signal(0);
  const missed = signal(0);
  const newFrom = signal<TextId | undefined>(undefined);
  let first: TextId | undefined;
  return {
    unread,
    missed,
    newFrom,
    missedOne: (text) => {
      if (unread.peek() === 0) first = undefined;
      first ??= text;
      unread.value += 1;
    },
    looked: () => {
      newFrom.value = unread.peek() > 0 ? first : undefined;
      unread.value = 0;
      missed.value = 0;
    },
    left: () => {
      newFrom.value = undefined;
    },
    readElsewhere: (upTo) => {
      const place = texts.peek().findLastIndex(({ id }) => id === upTo);
      if (place < 0) return;
      const left = texts
        .peek()
        .slice(place + 1)
        .filter(({ from }) => from !== self);
      unread.value = Math.min(unread.peek(), left.length);
      first = left[0]?.id;
    },
  };
}
