// A black picture that keeps encoder and decoder warm until the camera may flow (DESIGN.md D5). Opens no device.

const WIDTH = 640;
const HEIGHT = 360;
const FRAME_INTERVAL = 100;

export interface WarmUp {
  readonly track: MediaStreamTrack;
  close(): void;
}

/** `undefined` where the browser can't capture a canvas: the call then merely starts cold. */
export function createWarmUp(): WarmUp | undefined {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const context = canvas.getContext('2d');
  if (!context || typeof canvas.captureStream !== 'function') return undefined;
  const paint = (): void => context.fillRect(0, 0, WIDTH, HEIGHT);
  paint();
  const [track] = canvas.captureStream(1000 / FRAME_INTERVAL).getVideoTracks();
  if (!track) return undefined;
  // A canvas stream has a frame only when something was painted.
  const timer = setInterval(paint, FRAME_INTERVAL);
  return {
    track,
    close() {
      clearInterval(timer);
      track.stop();
    },
  };
}
