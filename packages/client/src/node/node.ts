// What the SDK has for programs in Node alone: `@parley/client/node`.
export { fileSink, fileSource } from './file-sink.ts';
export {
  nodeMedia,
  type AudioSource,
  type NodeMedia,
  type PictureData,
  type PictureFormat,
  type SoundChunk,
  type SoundData,
  type VideoSource,
  type WebRtcPackage,
} from './media.ts';
export type { MediaEnvironment } from '../call/media-environment.ts';
export type { MediaSource } from '../media/capture.ts';
