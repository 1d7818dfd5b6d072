// Pictures for ffmpeg that say themselves how large they are: binary PGM with the chroma below the luma (ffmpeg's pgmyuv).
// A call's pictures change their size at any time, and raw frames could not say so.

export interface Picture {
  width: number;
  height: number;
  /** I420: three planes, 8 bits. */
  data: Uint8Array | Uint8ClampedArray;
}

/** PGM has even sizes only: a last odd column or row is left out. */
export function toPgm({ width, height, data }: Picture): Buffer {
  const [w, h] = [width & ~1, height & ~1];
  const header = Buffer.from(`P5\n${w} ${(h * 3) / 2}\n255\n`);
  const pgm = Buffer.allocUnsafe(header.length + (w * h * 3) / 2);
  header.copy(pgm);
  const chromaWidth = (width + 1) >> 1;
  const u = width * height;
  const v = u + chromaWidth * ((height + 1) >> 1);
  let at = header.length;
  const put = (from: number, length: number): void => {
    pgm.set(data.subarray(from, from + length), at);
    at += length;
  };
  if (w === width) put(0, w * h);
  else for (let row = 0; row < h; row++) put(row * width, w);
  for (let row = 0; row < h / 2; row++) {
    put(u + row * chromaWidth, w / 2);
    put(v + row * chromaWidth, w / 2);
  }
  return pgm;
}

/** In BT.601's studio range. */
export function blackPicture({ width, height }: { width: number; height: number }): Picture {
  const data = new Uint8Array((width * height * 3) / 2).fill(128);
  return { width, height, data: data.fill(16, 0, width * height) };
}
