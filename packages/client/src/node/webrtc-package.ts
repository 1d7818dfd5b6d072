// What is used of a native WebRTC package for Node, as `@roamhq/wrtc` has it (ADR 0017).

/** Pixels of 8 bits: `data` holds I420 planes, 1.5 bytes a pixel, or RGBA, 4 bytes a pixel. */
export interface PictureData {
  width: number;
  height: number;
  data: Uint8Array | Uint8ClampedArray;
}

/** 10 ms of sound. */
export interface SoundData {
  samples: Int16Array;
  /** Hz. */
  sampleRate: number;
  bitsPerSample?: number;
  channelCount?: number;
  numberOfFrames?: number;
}

/** Give what `import wrtc from '@roamhq/wrtc'` gives. */
export interface WebRtcPackage {
  RTCPeerConnection: new (configuration?: RTCConfiguration) => RTCPeerConnection;
  MediaStream: new (tracks: MediaStreamTrack[]) => MediaStream;
  nonstandard: {
    RTCVideoSource: new () => { createTrack(): MediaStreamTrack; onFrame(frame: PictureData): void };
    RTCAudioSource: new () => { createTrack(): MediaStreamTrack; onData(data: SoundData): void };
    RTCVideoSink: new (track: MediaStreamTrack) => {
      onframe: ((event: { frame: PictureData }) => void) | null;
      stop(): void;
    };
    RTCAudioSink: new (track: MediaStreamTrack) => {
      ondata: ((data: SoundData) => void) | null;
      stop(): void;
    };
    rgbaToI420(rgba: PictureData, i420: PictureData): void;
    i420ToRgba(i420: PictureData, rgba: PictureData): void;
  };
}
