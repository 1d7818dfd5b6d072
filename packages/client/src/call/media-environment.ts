// Where a call's media comes from and goes through: the browser, unless a program brings something in its place.
import type { MediaSource } from '../media/capture.ts';

/** What calls need of a browser. */
export interface MediaEnvironment {
  /** Cameras, microphones and screens (W3C Media Capture and Streams). Without one, all devices are missing. */
  readonly source: MediaSource | undefined;
  readonly makeConnection: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
}

export function mediaEnvironment(own: Partial<MediaEnvironment> = {}): MediaEnvironment {
  return {
    source: globalThis.navigator?.mediaDevices,
    makeConnection: (configuration) =>
      new RTCPeerConnection({ bundlePolicy: 'max-bundle', ...configuration }),
    makeStream: (tracks) => new MediaStream(tracks),
    ...own,
  };
}
