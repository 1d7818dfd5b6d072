// The pictures of the safety check, by the numbers of its code: everyday things that differ from each other at a glance, and
// that screen readers name in their person's language. Both sides must have the same ones in the same places.
const SYMBOLS = Array.from(
  '🐶🐱🦁🐴🦄🐷🐘🐰🐼🐔🐧🐢🐟🐙🦋🌷🌳🌵🍄🌍🌙☁🔥🍌🍎🍓🌽🍕🎂❤😀🤖🎩👓🔧🎅👍☂⌛⏰🎁💡📕✏📎✂🔒🔑🔨☎🏁🚂🚲✈🚀🏆⚽🎸🎺🔔⚓🎧📁📌',
);

/** `code`: numbers from 0 to 63. Without a variation selector some of them would be drawn as letters are. */
export function safetySymbols(code: readonly number[]): readonly string[] {
  return code.map((number) => `${SYMBOLS[number] ?? '?'}\uFE0F`);
}

export const SYMBOL_COUNT = SYMBOLS.length;
