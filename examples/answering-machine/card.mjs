// What the caller sees: words, a dot that blinks while it records, and bars that follow the voice.

export const SIZE = { width: 640, height: 480 };
export const BARS = 20;

const PAPER = [24, 72, 96];
const INK = [240, 240, 230];
const RED = [220, 50, 50];
const WORDS = 'LEAVE A MESSAGE';
/** Five bits a row, from the top. */
const LETTERS = {
  A: [0b01110, 0b10001, 0b10001, 0b11111, 0b10001, 0b10001, 0b10001],
  E: [0b11111, 0b10000, 0b10000, 0b11110, 0b10000, 0b10000, 0b11111],
  G: [0b01110, 0b10001, 0b10000, 0b10111, 0b10001, 0b10001, 0b01110],
  L: [0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b10000, 0b11111],
  M: [0b10001, 0b11011, 0b10101, 0b10101, 0b10001, 0b10001, 0b10001],
  S: [0b01111, 0b10000, 0b10000, 0b01110, 0b00001, 0b00001, 0b11110],
  V: [0b10001, 0b10001, 0b10001, 0b10001, 0b10001, 0b01010, 0b00100],
};
const DOT = 6;

/** `levels`: how loud it was, 0 to 1, the newest last; at most BARS of them. Answers RGBA, 4 bytes a pixel. */
export function paintCard({ levels, hasDot }) {
  const pixels = new Uint8ClampedArray(SIZE.width * SIZE.height * 4);
  const fill = (colour, x, y, width, height) => {
    for (let row = y; row < y + height; row++)
      for (let column = x; column < x + width; column++)
        pixels.set([...colour, 255], (row * SIZE.width + column) * 4);
  };
  fill(PAPER, 0, 0, SIZE.width, SIZE.height);
  [...WORDS].forEach((letter, i) => {
    for (const [row, bits] of (LETTERS[letter] ?? []).entries())
      for (let column = 0; column < 5; column++)
        if (bits & (0b10000 >> column)) fill(INK, 50 + (i * 6 + column) * DOT, 50 + row * DOT, DOT, DOT);
  });
  if (hasDot)
    for (let y = -30; y < 30; y++) {
      const half = Math.round(Math.sqrt(900 - y * y));
      fill(RED, 320 - half, 200 + y, half * 2, 1);
    }
  levels.forEach((level, i) => {
    const height = 4 + Math.round(Math.min(1, level * 4) * 70);
    fill(INK, 50 + i * 27, 460 - height, 20, height);
  });
  return pixels;
}
