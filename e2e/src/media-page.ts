// A page that is a program of the SDK: it signs in, calls with canvases for a camera, and keeps what it is told.
import { createParley, signIn, type Call, type CallStats, type UserId } from '@parley/client';
import type { Quadrants } from './fake-camera.ts';

export interface MediaPage {
  start(account: string): Promise<void>;
  call(to: string, picture: Quadrants): void;
  /** Puts another canvas in the camera's place. */
  paint(picture: Quadrants): void;
  useDevice(): void;
  /** Ends the track that is given now, as its owner. */
  endOwn(): void;
  setCamera(on: boolean): void;
  own(): { state: string; on: boolean };
  told(): { stats: CallStats[]; camera: string[] };
  hangUp(): void;
}

declare global {
  // eslint-disable-next-line no-var -- a global is how a page is spoken to
  var mediaPage: MediaPage;
}

const stats: CallStats[] = [];
const camera: string[] = [];
let parley: ReturnType<typeof createParley> | undefined;
let call: Call | undefined;
let own: MediaStreamTrack | undefined;

function canvasTrack([a, b, c, d]: Quadrants): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const context = canvas.getContext('2d');
  const paint = (): void => {
    for (const [i, colour] of [a, b, c, d].entries()) {
      if (!context) return;
      context.fillStyle = `rgb(${colour.join(' ')})`;
      context.fillRect((i % 2) * 320, i < 2 ? 0 : 240, 320, 240);
    }
  };
  paint();
  setInterval(paint, 66);
  const [track] = canvas.captureStream().getVideoTracks();
  if (!track) throw new Error('a canvas gives no track');
  own = track;
  return track;
}

globalThis.mediaPage = {
  async start(account) {
    const { user } = await signIn({ account, password: 'a password of the tests' });
    const opened = createParley({ user });
    parley = opened;
    if (opened.connection.state.name === 'connected') return;
    await new Promise<void>((resolve) => {
      opened.connection.on('changed', ({ name }) => name === 'connected' && resolve());
    });
  },
  call(to, picture) {
    call = parley?.calls.invite(to as UserId, 'video', { tracks: { camera: canvasTrack(picture) } });
    call?.on('stats', (one) => stats.push(one));
    const watch = call?.watch('camera');
    watch?.on('connected', () => camera.push('connected'));
    watch?.on('disconnected', ({ reason }) => camera.push(reason));
    watch?.on('outputChanged', ({ on }) => camera.push(on ? 'on' : 'off'));
    const video = document.createElement('video');
    video.setAttribute('aria-label', 'theirs');
    video.autoplay = true;
    document.body.append(video);
    const show = (): void => {
      if (call?.remote && video.srcObject !== call.remote.stream) video.srcObject = call.remote.stream;
    };
    call?.on('changed', show);
  },
  paint: (picture) => call?.useTrack('camera', canvasTrack(picture)),
  useDevice: () => call?.useTrack('camera', undefined),
  endOwn: () => own?.stop(),
  setCamera: (on) => call?.setCamera(on),
  own: () => ({ state: own?.readyState ?? 'none', on: call?.local.status.camera ?? false }),
  told: () => ({ stats, camera }),
  hangUp: () => call?.hangUp(),
};
