// Opens cameras, microphones and screens, and says in the SDK's words why one could not be had.
import type { Device, DeviceProblem } from '../api.ts';

/** What the SDK needs of `navigator.mediaDevices` (W3C Media Capture and Streams; Screen Capture). */
export interface MediaSource {
  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream>;
  getDisplayMedia(options: DisplayMediaStreamOptions): Promise<MediaStream>;
}

export type Captured = { track: MediaStreamTrack } | { problem: DeviceProblem };

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

/**
 * Opens what is asked for. Asking for both at once makes the browser show one prompt; `undefined` means that this
 * failed and they are to be asked for apart, so that a missing camera does not cost the voice. Never rejects.
 */
export async function captureDevices(
  source: MediaSource | undefined,
  wanted: readonly ('microphone' | 'camera')[],
): Promise<Captured[] | undefined> {
  if (!source) return wanted.map((device) => ({ problem: { device, kind: 'insecure' } }));
  try {
    const stream = await source.getUserMedia({
      ...(wanted.includes('microphone') ? { audio: MICROPHONE } : {}),
      ...(wanted.includes('camera') ? { video: CAMERA } : {}),
    });
    return stream.getTracks().map((track) => ({ track }));
  } catch (cause) {
    if (wanted.length > 1) return undefined;
    return wanted.map((device) => ({ problem: { device, kind: problemKind(cause) } }));
  }
}

/** Asks for a screen or window. Must be called from a click. Never rejects. */
export async function captureScreen(source: MediaSource | undefined): Promise<Captured> {
  if (!source) return { problem: { device: 'screen', kind: 'insecure' } };
  try {
    const stream = await source.getDisplayMedia({ video: { frameRate: { ideal: 15 } }, audio: false });
    const [track] = stream.getVideoTracks();
    if (!track) return { problem: { device: 'screen', kind: 'failed' } };
    // Text must stay sharp: give up frames before pixels (W3C mst-content-hint).
    track.contentHint = 'detail';
    return { track };
  } catch (cause) {
    return { problem: { device: 'screen', kind: problemKind(cause) } };
  }
}

/** Which device a captured track comes from, apart from screens. */
export function deviceOf(track: MediaStreamTrack): Exclude<Device, 'screen'> {
  return track.kind === 'audio' ? 'microphone' : 'camera';
}

// The names are those of Media Capture and Streams §10.2.
function problemKind(cause: unknown): DeviceProblem['kind'] {
  switch (cause instanceof Error ? cause.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotAllowedError':
      return 'denied';
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use';
    default:
      return 'failed';
  }
}
