// Pictures and sound from a stream to their tracks, and back into streams.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, describe, expect, test } from 'vitest';
import { readBytes } from './bytes.ts';
import { CHUNK_BYTES, createPosition, pacePictures, paceSound, passSound, type Clock } from './pace.ts';
import { blackPicture, toPgm } from './picture.ts';
import { reserve } from './sinks.ts';
import { createTimeline, toMono, type Outlet } from './timeline.ts';
import { readY4m } from './y4m.ts';

/** Moves on only when somebody sleeps. */
function fakeClock(): Clock & { at: number } {
  return {
    at: 0,
    now() {
      return this.at;
    },
    sleep(ms) {
      this.at += ms;
      return Promise.resolve();
    },
  };
}

describe('what is read', () => {
  test('comes in the size that is asked for, however late and cut, and a torn end is none', async () => {
    const stream = new PassThrough();
    const bytes = readBytes(stream);
    const first = bytes.take(3);
    stream.write('ab');
    // Timers run meanwhile: what is too little does not keep the program busy.
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
    stream.write('cdefg');
    expect(String(await first)).toBe('abc');
    expect(String(await bytes.take(4))).toBe('defg');
    stream.end('h');
    expect(await bytes.take(3)).toBeUndefined();
    expect(await bytes.take(3)).toBeUndefined();
  });

  test('holds its writer back: of a hundred pictures hardly more than one is in memory', async () => {
    const size = 460_800;
    let made = 0;
    const stream = new Readable({
      read() {
        made += 1;
        this.push(made > 100 ? null : Buffer.alloc(size));
      },
    });
    const bytes = readBytes(stream);
    for (let taken = 1; taken <= 100; taken++) {
      expect((await bytes.take(size))?.length).toBe(size);
      expect(made - taken).toBeLessThanOrEqual(2);
    }
    expect(await bytes.take(size)).toBeUndefined();
  });

  test('a picture says itself how large it is', async () => {
    const stream = new PassThrough();
    const picture = Buffer.alloc(4 * 2 * 1.5, 7);
    stream.write('YUV4MPEG2 W4 H2 F25:1 Ip A1:1 C420jpeg XYSCSS=420JPEG\n');
    const pictures = await readY4m(readBytes(stream));
    expect(pictures).toMatchObject({ width: 4, height: 2 });
    stream.write(
      Buffer.concat([Buffer.from('FRAME\n'), picture, Buffer.from('FRAME\n'), picture.subarray(1)]),
    );
    stream.end();
    expect(await pictures?.next()).toEqual(picture);
    expect(await pictures?.next()).toBeUndefined();
  });

  test('what ends before its first picture is none, and what is none is refused', async () => {
    expect(await readY4m(readBytes(new PassThrough().end()))).toBeUndefined();
    await expect(readY4m(readBytes(new PassThrough().end('GIF89a\n')))).rejects.toThrow(
      'no header of YUV4MPEG2',
    );
  });
});

describe('pace', () => {
  const pieces = (count: number, size: number) => {
    let given = 0;
    return () => Promise.resolve(given++ < count ? Buffer.alloc(size) : undefined);
  };

  test('a file is shown at 25 pictures a second, and what is late is left out', async () => {
    const clock = fakeClock();
    const shown: number[] = [];
    const position = createPosition(clock);
    const frame = (): void => {
      shown.push(clock.at);
      // The program is busy for half a second.
      if (shown.length === 3) clock.at += 500;
    };
    await pacePictures(pieces(30, 6), { frame }, { clock, position });
    expect(shown.slice(0, 3)).toEqual([0, 40, 80]);
    expect(shown[3]).toBeLessThan(600);
    expect(shown.length).toBe(30 - 10);
    expect(shown.at(-1)).toBe(29 * 40);
  });

  test('no more than a tenth of a second of sound waits, and pictures go by it', async () => {
    const clock = fakeClock();
    const position = createPosition(clock);
    let pushed = 0;
    let most = 0;
    // Sound that is heard at half the pace, as on a machine that is too busy.
    const out = {
      get queued() {
        return Math.max(0, pushed * 20 - clock.at / 2);
      },
      samples(samples: Int16Array) {
        expect(samples.length).toBe(960);
        pushed += 1;
        most = Math.max(most, out.queued);
      },
      clear: () => undefined,
    };
    await paceSound(pieces(50, CHUNK_BYTES), out, { clock, position });
    expect([pushed, clock.at]).toEqual([50, 2_010]);
    expect(most).toBeLessThanOrEqual(120);
    // Where the last chunk was pushed, the clock had run for some 1,800 ms, and 900 of the file were heard.
    expect(position.get()).toBeLessThan(1_150);
  });

  test('sound of a device that came too fast is not heard late', async () => {
    let queued = 0;
    let cleared = 0;
    const out = {
      get queued() {
        return queued;
      },
      samples: () => void (queued += 20),
      clear() {
        cleared += 1;
        queued = 0;
      },
    };
    await passSound(pieces(100, CHUNK_BYTES), out);
    expect(cleared).toBeGreaterThan(3);
    expect(queued).toBeLessThanOrEqual(320);
  });
});

describe('a recording’s timeline', () => {
  function fakeOutlet(): Outlet & { written: Buffer[]; waiting: number } {
    return {
      written: [],
      waiting: 0,
      write(bytes) {
        this.written.push(bytes);
      },
    };
  }
  const bytes = (outlet: { written: Buffer[] }): number =>
    outlet.written.reduce((sum, one) => sum + one.length, 0);
  const chunk = (samples: number, value = 1_000) => ({
    samples: new Int16Array(samples).fill(value),
    sampleRate: 48_000,
    channels: 1,
  });

  test('has 25 pictures a second and sound as long, whatever comes and when', () => {
    const [pictures, sound] = [fakeOutlet(), fakeOutlet()];
    let now = 0;
    const timeline = createTimeline({ pictures, sound, elapsed: () => now });
    timeline.picture(blackPicture({ width: 320, height: 240 }));
    for (now = 0; now <= 10_000; now += 10) {
      // Pictures change their size; the line is silent from the third second to the fifth.
      if (now === 4_000) timeline.picture(blackPicture({ width: 160, height: 90 }));
      const isLost = now > 2_000 && now < 4_000;
      if (!isLost && now > 0) timeline.sound(chunk(480));
      if (now % 40 === 0) timeline.tick();
    }
    expect(pictures.written.length).toBe(250);
    const sizes = pictures.written.map((one) => /^P5\n(\d+ \d+)\n/.exec(one.toString('latin1', 0, 20))?.[1]);
    expect(new Set(sizes)).toEqual(new Set(['320 360', '160 135']));
    expect(sizes.indexOf('160 135')).toBe(99);
    expect(Math.abs(bytes(sound) / 2 / 48 - 10_000)).toBeLessThan(30);
    // Silence where there was none, and the sound behind it where it belongs.
    const all = Buffer.concat(sound.written);
    expect([all.readInt16LE(48 * 1_900 * 2), all.readInt16LE(48 * 3_000 * 2)]).toEqual([1_000, 0]);
    expect(all.readInt16LE(48 * 4_100 * 2)).toBe(1_000);
  });

  test('keeps at most two pictures for an encoder that is behind, and owes it the rest', () => {
    const [pictures, sound] = [fakeOutlet(), fakeOutlet()];
    let now = 0;
    const timeline = createTimeline({ pictures, sound, elapsed: () => now });
    timeline.picture(blackPicture({ width: 64, height: 36 }));
    const size = toPgm(blackPicture({ width: 64, height: 36 })).length;
    const write = pictures.write.bind(pictures);
    pictures.write = (one) => {
      write(one);
      pictures.waiting += size;
    };
    now = 1_000;
    timeline.tick();
    expect([pictures.written.length, timeline.behind]).toEqual([2, 920]);
    pictures.waiting = 0;
    pictures.write = write;
    timeline.tick();
    expect([pictures.written.length, timeline.behind]).toEqual([25, 0]);
  });

  test('has one channel at 48,000 Hz', () => {
    const stereo = Int16Array.from({ length: 882 }, (_, i) => (i % 2 === 0 ? 100 : 300));
    const mono = toMono({ samples: stereo, sampleRate: 44_100, channels: 2 });
    expect([mono.length, new Set(mono)]).toEqual([480, new Set([200])]);
  });

  test('has its pictures as PGM with the chroma below, of odd sizes too', () => {
    const luma = Array.from({ length: 15 }, (_, i) => i + 1);
    const chroma = [21, 22, 23, 24, 25, 26, 31, 32, 33, 34, 35, 36];
    const pgm = toPgm({ width: 3, height: 5, data: Uint8Array.from([...luma, ...chroma]) });
    expect(pgm.toString('latin1', 0, 11)).toBe('P5\n2 6\n255\n');
    expect([...pgm.subarray(11)]).toEqual([1, 2, 4, 5, 7, 8, 10, 11, 21, 31, 23, 33]);
  });
});

describe('names of recordings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-cli-record-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('none is ever overwritten, and only its user may read it', () => {
    const names = [1, 2, 3].map(() => reserve(join(folder, 'call.mkv')));
    expect(readdirSync(folder).toSorted()).toEqual(['call-2.mkv', 'call-3.mkv', 'call.mkv']);
    expect(names.map((name) => statSync(name).mode & 0o777)).toEqual([0o600, 0o600, 0o600]);
    expect(() => reserve('/no/such/folder/call.mkv')).toThrow(
      "/no/such/folder/call.mkv can't be recorded to",
    );
  });
});
