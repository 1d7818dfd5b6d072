// A person's first letters on a colour of their own.

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
  online,
}: {
  name: string;
  size?: 'medium' | 'large' | 'huge';
  online?: boolean;
}) {
  return (
    <span class={`avatar avatar-${size} hue-${hueOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
      {online && <span class="avatar-dot" />}
    </span>
  );
}
