// Camera pictures for Chromium's fake device: y4m files that are told apart by the colours of their quadrants.
import { writeFileSync } from 'node:fs';

export type Rgb = readonly [number, number, number];
/** Top left, top right, bottom left, bottom right. */
export type Quadrants = readonly [Rgb, Rgb, Rgb, Rgb];

/** One picture a seat: no colour is shared at the same place, so a picture can't be taken for another's. */
export const PICTURES: readonly [Quadrants, Quadrants, Quadrants, Quadrants] = [
  [
    [220, 40, 40],
    [40, 200, 60],
    [50, 70, 220],
    [230, 220, 50],
  ],
  [
    [40, 200, 210],
    [210, 50, 200],
    [240, 150, 40],
    [90, 40, 140],
  ],
  [
    [240, 240, 240],
    [60, 60, 70],
    [150, 220, 140],
    [150, 80, 40],
  ],
  [
    [20, 60, 120],
    [250, 180, 200],
    [120, 20, 40],
    [30, 150, 140],
  ],
];

export interface PictureSize {
  width: number;
  height: number;
  fps: number;
  frames: number;
}

const SIZE: PictureSize = { width: 640, height: 480, fps: 15, frames: 15 };

/** Writes a loop of the four colours with a light square that walks along the middle, so that a freeze shows. */
export function writeCamera(path: string, colours: Quadrants): void {
  const { width, height, frames } = SIZE;
  const side = 48;
  writeY4m(path, SIZE, (frame, x, y) => {
    const left = Math.round((frame / frames) * (width - side));
    if (Math.abs(y - height / 2) < side / 2 && x >= left && x < left + side) return [250, 250, 250];
    const [a, b, c, d] = colours;
    return y < height / 2 ? (x < width / 2 ? a : b) : x < width / 2 ? c : d;
  });
}

/** Writes frames whose pixels `paint` gives, in 4:2:0 with BT.601's studio range, as Chromium reads y4m. */
export function writeY4m(
  path: string,
  size: PictureSize,
  paint: (frame: number, x: number, y: number) => Rgb,
): void {
  const { width, height, fps, frames } = size;
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${fps}:1 Ip A1:1 C420jpeg\n`);
  const parts: Buffer[] = [header];
  for (let frame = 0; frame < frames; frame++) {
    parts.push(
      Buffer.from('FRAME\n'),
      planes(width, height, (x, y) => paint(frame, x, y)),
    );
  }
  writeFileSync(path, Buffer.concat(parts));
}

function planes(width: number, height: number, paint: (x: number, y: number) => Rgb): Buffer {
  const out = Buffer.alloc((width * height * 3) / 2);
  const u = width * height;
  const v = u + (width * height) / 4;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [r, g, b] = paint(x, y);
      out[y * width + x] = 16 + (65.738 * r + 129.057 * g + 25.064 * b) / 256;
      if (x % 2 === 1 || y % 2 === 1) continue;
      const at = (y / 2) * (width / 2) + x / 2;
      out[u + at] = 128 + (-37.945 * r - 74.494 * g + 112.439 * b) / 256;
      out[v + at] = 128 + (112.439 * r - 94.154 * g - 18.285 * b) / 256;
    }
  }
  return out;
}
