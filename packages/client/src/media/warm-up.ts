// A black picture that keeps encoder and decoder warm until the camera may flow (DESIGN.md D5). Opens no device.

const FRAME_INTERVAL = 100;

export interface PictureSize {
  width: number;
  height: number;
}

export interface WarmUp {
  readonly track: MediaStreamTrack;
  /** From the next frame on. An encoder that is warm at another size than the camera's starts anew for the camera. */
  resize(size: PictureSize): void;
  close(): void;
}

/** `undefined` where there is no canvas that could be captured: the call then merely starts cold. */
export function createWarmUp({ width, height }: PictureSize): WarmUp | undefined {
  if (!('document' in globalThis)) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  // Opaque and kept in memory: what is captured needs no conversion and no reading back.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context || typeof canvas.captureStream !== 'function') return undefined;
  const paint = (): void => context.fillRect(0, 0, canvas.width, canvas.height);
  paint();
  const [track] = canvas.captureStream(1000 / FRAME_INTERVAL).getVideoTracks();
  if (!track) return undefined;
  // A canvas stream has a frame only when something was painted.
  const timer = setInterval(paint, FRAME_INTERVAL);
  return {
    track,
    resize(size) {
      if (canvas.width === size.width && canvas.height === size.height) return;
      canvas.width = size.width;
      canvas.height = size.height;
      paint();
    },
    close() {
      clearInterval(timer);
      track.stop();
    },
  };
}
