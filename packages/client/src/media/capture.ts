// Opens cameras, microphones and screens.
import type { Device } from '../api/media.ts';
import { wantsTooMuch } from './problem-kind.ts';

/** What the SDK needs of `navigator.mediaDevices` (W3C Media Capture and Streams; Screen Capture). */
/** The part of a page's `navigator.mediaDevices` that is used. */
export interface MediaSource {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  /** Without these three, devices that come and go are not noticed. */
  enumerateDevices?(): Promise<Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'groupId' | 'label'>[]>;
  addEventListener?(type: 'devicechange', listener: () => void): void;
  removeEventListener?(type: 'devicechange', listener: () => void): void;
}

/** A device that a person speaks or is seen by. */
export type Input = Exclude<Device, 'screen'>;

export type Captured = { tracks: readonly MediaStreamTrack[] } | { cause: unknown };

/** Asked for, not promised. */
export const CAMERA_SIZE = { width: 1280, height: 720 } as const;
const CAMERA: MediaTrackConstraints = {
  width: { ideal: CAMERA_SIZE.width },
  height: { ideal: CAMERA_SIZE.height },
  frameRate: { ideal: 30 },
};
const MICROPHONE: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/** Opens what is asked for, in one request, so that the browser shows one prompt. `from`: the one device it must be. */
export async function captureInputs(
  source: MediaSource,
  wanted: readonly Input[],
  from?: string,
): Promise<Captured> {
  const exactly = from === undefined ? {} : { deviceId: { exact: from } };
  const ask = async (microphone: MediaTrackConstraints, camera: MediaTrackConstraints): Promise<Captured> => {
    try {
      const stream = await source.getUserMedia({
        ...(wanted.includes('microphone') ? { audio: { ...microphone, ...exactly } } : {}),
        ...(wanted.includes('camera') ? { video: { ...camera, ...exactly } } : {}),
      });
      return { tracks: stream.getTracks() };
    } catch (cause) {
      return { cause };
    }
  };
  const first = await ask(MICROPHONE, CAMERA);
  // A device that can't do as we like is better than none.
  return 'cause' in first && wantsTooMuch(first.cause) && from === undefined ? ask({}, {}) : first;
}

/** Asks for a screen or window. Must be called from a click. */
export async function captureScreen(source: MediaSource): Promise<Captured> {
  try {
    const stream = await source.getDisplayMedia({ video: { frameRate: { ideal: 15 } }, audio: false });
    const tracks = stream.getVideoTracks();
    // Text must stay sharp: give up frames before pixels (W3C mst-content-hint).
    for (const track of tracks) track.contentHint = 'detail';
    return { tracks };
  } catch (cause) {
    return { cause };
  }
}

export function inputOf(track: MediaStreamTrack): Input {
  return track.kind === 'audio' ? 'microphone' : 'camera';
}
