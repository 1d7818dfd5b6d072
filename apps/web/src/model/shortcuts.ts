// Which key does what in a call: a pure table, so that the sheet shows exactly what works.

export const SHORTCUTS = [
  { name: 'microphone', keys: ['M'] },
  { name: 'camera', keys: ['V'] },
  { name: 'share', keys: ['S'] },
  { name: 'chat', keys: ['C'] },
  { name: 'fullScreen', keys: ['F'] },
  { name: 'pictureInPicture', keys: ['P'] },
  { name: 'swap', keys: ['X'] },
  // With Shift: a call is not to end by a slip.
  { name: 'hangUp', keys: ['Shift', 'H'] },
  { name: 'smaller', keys: ['Escape'] },
  { name: 'help', keys: ['?'] },
] as const;

export type ShortcutName = (typeof SHORTCUTS)[number]['name'];

/** What is used of a KeyboardEvent. */
export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'
>;

/** `single`: whether keys without Control or the like are on (WCAG 2.1.4). Escape always is: it writes nothing. */
export function shortcutOf(press: KeyPress, single: boolean): ShortcutName | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.repeat) return undefined;
  if (press.key === 'Escape') return press.shiftKey ? undefined : 'smaller';
  if (!single) return undefined;
  if (press.key === '?') return 'help';
  const letter = letterOf(press);
  const found = SHORTCUTS.find(({ keys }) => keys.at(-1) === letter);
  const needsShift = found?.keys.length === 2;
  return needsShift === press.shiftKey ? found?.name : undefined;
}

/** Keyboards for other alphabets have the Latin letters' keys in the same places. */
function letterOf({ key, code }: KeyPress): string {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  return /^[\x20-\x7e]/.test(key) ? '' : (/^Key([A-Z])$/.exec(code)?.[1] ?? '');
}
