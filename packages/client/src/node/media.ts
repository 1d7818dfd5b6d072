// Media for programs in Node: a native WebRTC package behind the interface that the browser has elsewhere.
import type { MediaEnvironment } from '../call/media-environment.ts';
import { audioSource, videoSource, type AudioSource, type VideoSource } from './media-sources.ts';
import { watchAudio, watchVideo, type PictureFormat, type SoundChunk } from './media-sinks.ts';
import type { PictureData, WebRtcPackage } from './webrtc-package.ts';

export type { AudioSource, VideoSource } from './media-sources.ts';
export type { PictureFormat, SoundChunk } from './media-sinks.ts';
export type { PictureData, SoundData, WebRtcPackage } from './webrtc-package.ts';

/** Goes into `connect({ …, media })` whole. */
export interface NodeMedia extends MediaEnvironment {
  /** Pictures that the program paints, for `useTrack` and the like. */
  videoSource(options: { width: number; height: number }): VideoSource;
  /** Sound that the program makes. */
  audioSource(): AudioSource;
  /**
   * Calls `fn` with each picture of a track of the other's, while it is let through: not before the accept. The answer stops that.
   * `format`: RGBA if absent.
   */
  watchVideo(track: MediaStreamTrack, fn: (picture: PictureData) => void, format?: PictureFormat): () => void;
  /** The same with sound. */
  watchAudio(track: MediaStreamTrack, fn: (sound: SoundChunk) => void): () => void;
}

/**
 * There are no devices: what a call is to send comes from tracks of the program's own, and a call that brings none is silent and
 * has its microphone and camera `missing`. The package can't limit what it sends beyond what congestion control does: data
 * saver and the smaller pictures of a slow line are for browsers only.
 */
export function nodeMedia(wrtc: WebRtcPackage): NodeMedia {
  endInGoodOrder();
  const none = (): Promise<never> =>
    Promise.reject(Object.assign(new Error('There are no devices in Node.'), { name: 'NotFoundError' }));
  return {
    source: { getUserMedia: none, getDisplayMedia: none },
    makeConnection: (configuration) =>
      conforming(new wrtc.RTCPeerConnection({ bundlePolicy: 'max-bundle', ...configuration })),
    makeStream: (tracks) => new wrtc.MediaStream(tracks),
    videoSource: (options) => videoSource(wrtc, options),
    audioSource: () => audioSource(wrtc),
    watchVideo: (track, fn, format) => watchVideo(wrtc, track, fn, format),
    watchAudio: (track, fn) => watchAudio(wrtc, track, fn),
  };
}

/** As W3C WebRTC §4.4.1.5 has it since: descriptions of its own making, and an offer that gives way to another. */
function conforming(connection: RTCPeerConnection): RTCPeerConnection {
  const setLocal = connection.setLocalDescription.bind(connection);
  const setRemote = connection.setRemoteDescription.bind(connection);
  return Object.assign(connection, {
    async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      const isAnswer = connection.signalingState === 'have-remote-offer';
      return setLocal(
        description ?? (await (isAnswer ? connection.createAnswer() : connection.createOffer())),
      );
    },
    async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (description.type === 'offer' && connection.signalingState === 'have-local-offer')
        await setLocal({ type: 'rollback' });
      return setRemote(description);
    },
  });
}

interface Program {
  once(event: 'beforeExit', fn: () => void): void;
  exit(): never;
}

let endsInGoodOrder = false;

/** `@roamhq/wrtc` 0.10 crashes where Node ends by itself with a source or sender still known, and not where it is told to end. */
function endInGoodOrder(): void {
  const { process } = globalThis as { process?: Program };
  if (endsInGoodOrder) return;
  endsInGoodOrder = true;
  process?.once('beforeExit', () => process.exit());
}
