// Opens cameras, microphones and screens.
import type { Device } from '../api/media.ts';
import { wantsTooMuch } from './problem-kind.ts';

/** What the SDK needs of `navigator.mediaDevices` (W3C Media Capture and Streams; Screen Capture). */
/** The part of a page's `navigator.mediaDevices` that is used. */
export interface MediaSource {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
  getSupportedConstraints?(): MediaTrackSupportedConstraints;
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
export const CAMERA: MediaTrackConstraints = {
  width: { ideal: CAMERA_SIZE.width },
  height: { ideal: CAMERA_SIZE.height },
  frameRate: { ideal: 30 },
};

/** Sound as it comes, or with echo and noise taken out. */
export function microphoneConstraints(clean: boolean): MediaTrackConstraints {
  return { echoCancellation: clean, noiseSuppression: clean, autoGainControl: clean };
}

export type Asked = Readonly<Partial<Record<Input, MediaTrackConstraints>>>;

/** Opens what is asked for, in one request, so that the browser shows one prompt. `strictly`: as asked for, or not at all. */
export async function captureInputs(source: MediaSource, asked: Asked, strictly = false): Promise<Captured> {
  const ask = async ({ microphone, camera }: Asked): Promise<Captured> => {
    try {
      const stream = await source.getUserMedia({
        ...(microphone && { audio: microphone }),
        ...(camera && { video: camera }),
      });
      return { tracks: stream.getTracks() };
    } catch (cause) {
      return { cause };
    }
  };
  const first = await ask(asked);
  if (strictly || !('cause' in first) || !wantsTooMuch(first.cause)) return first;
  // A device that can't do as we like is better than none.
  return ask({ ...(asked.microphone && { microphone: {} }), ...(asked.camera && { camera: {} }) });
}

/** Asks for a screen or window, and for its sound where the browser has it to offer. Must be called from a click. */
export async function captureScreen(source: MediaSource): Promise<Captured> {
  try {
    const stream = await source.getDisplayMedia(screenOptions(source));
    const tracks = stream.getTracks();
    // Text must stay sharp: give up frames before pixels. Sound is a film's or a piece of music (W3C mst-content-hint).
    for (const track of tracks) track.contentHint = track.kind === 'video' ? 'detail' : 'music';
    return { tracks };
  } catch (cause) {
    return { cause };
  }
}

/** W3C Screen Capture §5.4; browsers pass over what they don't know. */
interface ScreenOptions extends DisplayMediaStreamOptions {
  selfBrowserSurface: 'exclude';
  surfaceSwitching: 'include';
  systemAudio: 'include' | 'exclude';
}

function screenOptions(source: MediaSource): ScreenOptions {
  // Else the other would hear their own voice come back.
  const leavesOutOwn = 'restrictOwnAudio' in (source.getSupportedConstraints?.() ?? {});
  return {
    video: { frameRate: { ideal: 15 } },
    audio: { ...microphoneConstraints(false), ...(leavesOutOwn && { restrictOwnAudio: true }) },
    // The page of the call in its own picture goes on for ever.
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    systemAudio: leavesOutOwn ? 'include' : 'exclude',
  };
}

export function inputOf(track: MediaStreamTrack): Input {
  return track.kind === 'audio' ? 'microphone' : 'camera';
}
