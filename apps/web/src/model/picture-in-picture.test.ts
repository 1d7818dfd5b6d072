import { expect, test } from 'vitest';
import { createPictureInPicture } from './picture-in-picture.ts';

const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 0));

/** A window that can be closed, by itself or by its own buttons. */
function fakeWindow(): Window & { closed: boolean } {
  const events = new EventTarget();
  return Object.assign(events, {
    closed: false,
    close(this: { closed: boolean }) {
      this.closed = true;
      events.dispatchEvent(new Event('pagehide'));
    },
  }) as unknown as Window & { closed: boolean };
}

function setUp({ own = true, allowed = true, picture = true } = {}) {
  const windows: (Window & { closed: boolean })[] = [];
  const videos: string[] = [];
  const video = Object.assign(new EventTarget(), {
    requestPictureInPicture: () => {
      videos.push('in');
      return allowed ? Promise.resolve() : Promise.reject(new DOMException('no', 'NotAllowedError'));
    },
  }) as unknown as HTMLVideoElement;
  const pip = createPictureInPicture({
    maker: own
      ? {
          requestWindow: () => {
            if (!allowed) return Promise.reject(new DOMException('no', 'NotAllowedError'));
            const window = fakeWindow();
            windows.push(window);
            return Promise.resolve(window);
          },
        }
      : undefined,
    document: {
      pictureInPictureEnabled: true,
      pictureInPictureElement: video,
      exitPictureInPicture: () => {
        video.dispatchEvent(new Event('leavepictureinpicture'));
        return Promise.resolve();
      },
    },
    video: () => (picture ? video : undefined),
  });
  return { pip, windows, videos };
}

test('opens a window of its own, and closes it', async () => {
  const { pip, windows, videos } = setUp();
  pip.toggle();
  await settled();
  expect(pip.window.value).toBe(windows[0]);
  pip.toggle();
  expect(windows[0]?.closed).toBe(true);
  expect(pip.open.value).toBe(false);
  expect(videos).toEqual([]);
});

test('closed by the browser, it is closed', async () => {
  const { pip, windows } = setUp();
  pip.toggle();
  await settled();
  windows[0]?.dispatchEvent(new Event('pagehide'));
  expect(pip.window.value).toBeUndefined();
  expect(pip.open.value).toBe(false);
});

test('closed while it is opening, it does not stay', async () => {
  const { pip, windows } = setUp();
  pip.toggle();
  pip.close();
  await settled();
  expect(windows[0]?.closed).toBe(true);
  expect(pip.window.value).toBeUndefined();
  expect(pip.open.value).toBe(false);
});

test('refused, it tries the bare picture, and can be tried again', async () => {
  const { pip, videos } = setUp({ allowed: false });
  pip.toggle();
  await settled();
  expect(videos).toEqual(['in']);
  expect(pip.open.value).toBe(false);
  pip.follow();
  await settled();
  expect(videos).toEqual(['in']);
  expect(pip.open.value).toBe(false);
});

test('what opened by itself goes when the person is back, what they opened stays', async () => {
  const { pip, windows } = setUp();
  pip.follow();
  await settled();
  pip.returned();
  expect(windows[0]?.closed).toBe(true);
  pip.toggle();
  await settled();
  pip.follow();
  pip.returned();
  expect(windows).toHaveLength(2);
  expect(windows[1]?.closed).toBe(false);
});

test('without such windows it is the bare picture, where there is one', async () => {
  const { pip, videos } = setUp({ own: false });
  expect(pip.kind).toBe('video');
  pip.toggle();
  await settled();
  expect(videos).toEqual(['in']);
  expect(pip.window.value).toBeUndefined();
  pip.toggle();
  expect(pip.open.value).toBe(false);
  const blind = setUp({ own: false, picture: false });
  blind.pip.toggle();
  expect(blind.pip.open.value).toBe(false);
});
