// A person's first letters on a colour of their own, and a sign of how present they are.
import type { PresenceStatus } from '@parley/client';

const HUES = 8;

/** The same for the same name, on every device. */
export function hueOf(name: string): number {
  let hash = 7;
  for (const character of name.toLowerCase()) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 100_003;
  return hash % HUES;
}

/** `quiet-otter-27` is QO, `bob` is B. */
export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => /^\p{L}/u.test(word));
  const initials = (words.length > 0 ? words : [name])
    .slice(0, 2)
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32).trim());
  return initials.join('').toUpperCase();
}

export function Avatar({
  name,
  size = 'medium',
  status,
}: {
  name: string;
  size?: 'medium' | 'large' | 'huge';
  /** Undefined: not online, or not to be told here. */
  status?: PresenceStatus | undefined;
}) {
  return (
    <span class={`avatar avatar-${size} hue-${hueOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
      {status && <StatusSign status={status} />}
    </span>
  );
}

/** A disc, a moon or a barred disc: told by its shape as by its colour. */
export function StatusSign({ status }: { status: PresenceStatus }) {
  return (
    <svg class={`status-sign status-${status}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <circle class="status-ground" cx="8" cy="8" r="8" />
      {status === 'away' ? (
        <path d="M9.6 2.6A5.6 5.6 0 1 0 13.4 9.6 4.4 4.4 0 0 1 9.6 2.6z" />
      ) : (
        <circle cx="8" cy="8" r="5.5" />
      )}
      {status === 'do-not-disturb' && <path class="status-bar" d="M5.4 8h5.2" />}
    </svg>
  );
}
