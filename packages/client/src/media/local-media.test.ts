import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MediaSource } from './capture.ts';
import { LocalMedia } from './local-media.ts';

class FakeTrack extends EventTarget {
  readonly kind: string;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  contentHint = '';
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** Devices whose opening is finished by hand, as late as the test likes, or refused. */
function createDevices() {
  const tracks: FakeTrack[] = [];
  const pending: { resolve: () => void; reject: (name: string) => void }[] = [];
  const open = (kinds: string[]): Promise<MediaStream> =>
    new Promise((resolve, reject) => {
      pending.push({
        resolve: () => {
          const opened = kinds.map((kind) => new FakeTrack(kind));
          tracks.push(...opened);
          resolve({ getTracks: () => opened, getVideoTracks: () => opened } as unknown as MediaStream);
        },
        reject: (name) => reject(Object.assign(new Error(name), { name })),
      });
    });
  const source: MediaSource = {
    getUserMedia: ({ audio, video }) => open([...(audio ? ['audio'] : []), ...(video ? ['video'] : [])]),
    getDisplayMedia: () => open(['video']),
  };
  const live = (): FakeTrack[] => tracks.filter((track) => track.readyState === 'live');
  return { source, pending, live };
}

function setUp() {
  const devices = createDevices();
  const makeStream = (list: MediaStreamTrack[]): MediaStream => ({ getTracks: () => list }) as MediaStream;
  const media = new LocalMedia({ source: devices.source, changed: () => undefined, makeStream });
  return { ...devices, media };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('[I9] a camera that opens after the call is over is closed at once', async () => {
  const { media, pending, live } = setUp();
  media.want({ microphone: true, camera: true });
  media.close();
  pending.shift()?.resolve();
  await settle();
  expect(live()).toEqual([]);
});

test('a missing camera does not cost the voice, and says so', async () => {
  const { media, pending } = setUp();
  media.want({ microphone: true, camera: true });
  pending.shift()?.reject('NotFoundError');
  await settle();
  pending.shift()?.resolve();
  await settle();
  pending.shift()?.reject('NotFoundError');
  await settle();
  expect(media.status).toEqual({ microphone: true, camera: false, screen: false });
  expect(media.problems).toEqual([{ device: 'camera', kind: 'missing' }]);
});

test('without a secure context both devices are told as such', async () => {
  const media = new LocalMedia({ source: undefined, changed: () => undefined });
  media.want({ microphone: true, camera: true });
  await settle();
  expect(media.problems.map((problem) => problem.kind)).toEqual(['insecure', 'insecure']);
});

test('muting keeps the microphone open and silent, turning the camera off closes it', async () => {
  const { media, pending, live } = setUp();
  media.want({ microphone: true, camera: true });
  pending.shift()?.resolve();
  await settle();
  media.want({ microphone: false, camera: false });
  expect(live().map((track) => [track.kind, track.enabled])).toEqual([['audio', false]]);
});

test('a camera that is taken away is asked for again', async () => {
  const { media, pending, live } = setUp();
  media.want({ microphone: true, camera: true });
  pending.shift()?.resolve();
  await settle();
  live()
    .find((track) => track.kind === 'video')
    ?.unplug();
  expect(media.status.camera).toBe(false);
  pending.shift()?.reject('NotFoundError');
  await settle();
  expect(media.problems).toEqual([{ device: 'camera', kind: 'missing' }]);
});

type Action =
  'open' | 'deny' | 'camera-on' | 'camera-off' | 'mute' | 'unmute' | 'share' | 'unshare' | 'unplug';

test('[I9] under any order of clicks and late devices: no camera that is not wanted, nothing at all after the end', async () => {
  const action = fc.constantFrom<Action>(
    'open',
    'deny',
    'camera-on',
    'camera-off',
    'mute',
    'unmute',
    'share',
    'unshare',
    'unplug',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), fc.nat(25), async (actions, end) => {
      const { media, pending, live } = setUp();
      media.want({ microphone: true, camera: true });
      let camera = true;
      for (const [index, one] of actions.entries()) {
        if (index === end) media.close();
        if (one === 'open') pending.shift()?.resolve();
        if (one === 'deny') pending.shift()?.reject('NotAllowedError');
        if (one === 'camera-on' || one === 'camera-off')
          media.want({ camera: (camera = one === 'camera-on') });
        if (one === 'mute' || one === 'unmute') media.want({ microphone: one === 'unmute' });
        if (one === 'share' || one === 'unshare') media.want({ screen: one === 'share' });
        if (one === 'unplug') live()[0]?.unplug();
        await settle();
        const over = index >= end;
        const cameras = live().filter((track) => track.kind === 'video' && track.contentHint === '');
        if (over) expect(live()).toEqual([]);
        else expect(cameras.length).toBeLessThanOrEqual(camera ? 1 : 0);
      }
      media.close();
      for (let late = pending.shift(); late; late = pending.shift()) {
        late.resolve();
        await settle();
      }
      expect(live()).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
