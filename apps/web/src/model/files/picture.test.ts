import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pictureHead, readPicture, type PictureTools } from './picture.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (c) => c.charCodeAt(0)) : part)),
  );
const be = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
const be16 = (n: number): number[] => [n >>> 8, n & 255];
const le16 = (n: number): number[] => [n & 255, n >>> 8];

const png = (width: number, height: number): Uint8Array =>
  bytes('\x89PNG\r\n\x1a\n', be(13), 'IHDR', be(width), be(height), [8, 6, 0, 0, 0]);
const jpeg = (width: number, height: number, before: number[] = []): Uint8Array =>
  bytes([0xff, 0xd8], before, [0xff, 0xc2], be16(17), [8], be16(height), be16(width), [3]);
const avif = (brands: string, ...sizes: [number, number][]): Uint8Array =>
  bytes(
    be(8 + brands.length),
    `ftyp${brands}`,
    be(500),
    'meta',
    ...sizes.map(([w, h]) => [...be(20), ...bytes('ispe'), ...be(0), ...be(w), ...be(h)]),
  );
const webp = (chunk: string, body: number[]): Uint8Array => bytes('RIFF', be(0), `WEBP${chunk}`, be(0), body);
const app1 = [0xff, 0xe1, ...be16(2 + 4000), ...Array.from<number>({ length: 4000 }).fill(0xd8)];

describe('[S14] which bytes are a picture', () => {
  test.each([
    ['PNG', png(640, 480), 'image/png', 640, 480],
    ['GIF', bytes('GIF89a', le16(32), le16(16), [0, 0, 0]), 'image/gif', 32, 16],
    ['old GIF', bytes('GIF87a', le16(32), le16(16), [0, 0, 0]), 'image/gif', 32, 16],
    ['JPEG', jpeg(4000, 3000), 'image/jpeg', 4000, 3000],
    ['JPEG of a camera', jpeg(4000, 3000, app1), 'image/jpeg', 4000, 3000],
    ['JPEG with filling', jpeg(7, 5, [0xff, 0xff, 0xfe, 0, 3, 65]), 'image/jpeg', 7, 5],
    [
      'lossy WebP',
      webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...le16(300 | 0x4000), ...le16(200)]),
      'image/webp',
      300,
      200,
    ],
    ['lossless WebP', webp('VP8L', [0x2f, 0x2b, 0xc1, 0x31, 0x10]), 'image/webp', 300, 200],
    ['animated WebP', webp('VP8X', [2, 0, 0, 0, 0x2b, 1, 0, 0xc7, 0, 0]), 'image/webp', 300, 200],
    ['AVIF', avif('avif\0\0\0\0avifmif1', [300, 200], [64, 64]), 'image/avif', 300, 200],
    ['AVIF by its second brand', avif('mif1\0\0\0\0miafavif', [300, 200]), 'image/avif', 300, 200],
  ])('%s', (_, given, type, width, height) => {
    expect(pictureHead(given)).toEqual({ type, width, height });
  });

  test.each([
    ['nothing', bytes()],
    ['text', bytes('hello')],
    ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['SVG with a declaration', bytes('<?xml version="1.0"?><svg/>')],
    ['HTML', bytes('<!doctype html><script>alert(1)</script>')],
    ['HTML with the signature after it', bytes('<html>', [...png(1, 1)])],
    ['a PNG cut short', png(640, 480).slice(0, 20)],
    ['a PNG without a header', bytes('\x89PNG\r\n\x1a\n', be(13), 'IDAT', be(1), be(1))],
    ['a JPEG without a frame', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xd9])],
    ['BMP', bytes('BM', be(70), be(0), be(54))],
    ['PDF', bytes('%PDF-1.7')],
    ['MP4', bytes(be(24), 'ftypisom', be(0), 'isommp42', be(20), 'ispe', be(0), be(5), be(5))],
    ['a RIFF of sound', bytes('RIFF', be(0), 'WAVEfmt ')],
  ])('%s is none', (_, given) => {
    expect(pictureHead(given)).toBeUndefined();
  });

  test('no bytes make it throw or look for ever', () => {
    const starts = fc.constantFrom('', '\xff\xd8\xff', 'RIFF0000WEBPVP8 ', '\0\0\0\x18ftypavif', 'GIF89a');
    fc.assert(
      fc.property(starts, fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        pictureHead(bytes(start, [...rest]));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('[S14] which pictures are shown', () => {
  function setUp(decode: PictureTools['decode'] = () => Promise.resolve({ width: 480, height: 640 })) {
    const urls = new Map<string, Blob>();
    let made = 0;
    const tools: PictureTools = {
      makeUrl: (blob) => {
        made += 1;
        urls.set(`blob:${made}`, blob);
        return `blob:${made}`;
      },
      revokeUrl: (url) => urls.delete(url),
      decode,
    };
    return { urls, tools };
  }
  const fileOf = (content: Uint8Array, type: string): Blob => new Blob([Uint8Array.from(content)], { type });

  test('one that decodes, under its own type whatever the sender calls it, with the sides that it is shown with', async () => {
    const { urls, tools } = setUp();
    const picture = await readPicture(fileOf(png(640, 480), 'text/html'), tools);
    expect(picture).toEqual({ url: 'blob:1', width: 480, height: 640 });
    expect(urls.get('blob:1')?.type).toBe('image/png');
  });

  test.each([
    ['HTML called a picture', fileOf(bytes('<html>'), 'image/png')],
    ['too many pixels', fileOf(png(10_000, 10_000), 'image/png')],
    ['a side too long', fileOf(png(20_000, 1), 'image/png')],
    ['no pixels', fileOf(png(0, 100), 'image/png')],
    ['an AVIF that says no size', fileOf(avif('avif'), 'image/avif')],
  ])('not %s, and it is never given to a decoder', async (_, file) => {
    const { urls, tools } = setUp(() => Promise.reject(new Error('asked to decode')));
    expect(await readPicture(file, { ...tools, makeUrl: () => expect.unreachable() })).toBeUndefined();
    expect(urls.size).toBe(0);
  });

  test.each([
    ['does not decode', () => Promise.reject(new Error('broken'))],
    ['is larger than it says', () => Promise.resolve({ width: 30_000, height: 30_000 })],
  ])('not one that %s, and nothing is left of it', async (_, decode) => {
    const { urls, tools } = setUp(decode);
    expect(await readPicture(fileOf(png(640, 480), 'image/png'), tools)).toBeUndefined();
    expect(urls.size).toBe(0);
  });
});
