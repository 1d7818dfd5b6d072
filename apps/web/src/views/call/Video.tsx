// A video element that plays a live stream.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Playback } from '../../model/playback.ts';
import { stepShownFrames, type Showing, type ShownFrames } from '../../model/shown-frames.ts';
import type { PictureName } from '../../model/stage.ts';

export interface VideoProps {
  name: PictureName;
  label: string;
  stream: MediaStream;
  /** Off: its sound goes on, its picture is hidden. */
  shown: boolean;
  muted: boolean;
  /** A first picture has come, or one of another shape (width by height). */
  onPicture?: (aspect: number) => void;
  /** Nothing new has been shown for some seconds, or still nothing at all; said once a second. */
  onStill?: () => void;
  playback: Playback;
  /** Shown as in a mirror. */
  mirrored?: boolean;
  /** The speaker that it is heard by; empty for the default. */
  sink?: string;
  /** That one could not be had: it is heard where it was before. */
  sinkFailed?: () => void;
}

export function Video(props: VideoProps) {
  const { name, label, stream, shown, muted, onPicture, playback, mirrored = false } = props;
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    return () => {
      // Browsers keep decoding for an element that is gone but still holds its stream.
      element.srcObject = null;
      playback.forget(element);
    };
  }, [stream]);
  useEffect(() => {
    if (!video.current) return;
    // Not only by its property: it may have been silenced to play at all.
    video.current.muted = muted;
    playback.play(video.current);
    // Sound that comes on later may need a tap too.
  }, [stream, muted]);
  useSink(video, props);
  useShownFrames(video, props);
  const onFrame = (event: Event): void => {
    const { videoWidth, videoHeight } = event.currentTarget as HTMLVideoElement;
    if (videoWidth > 0 && videoHeight > 0) onPicture?.(videoWidth / videoHeight);
  };
  // A telephone call, a headset's button: what is live has no pause, and the other's voice is not to end with it.
  const onPause = ({ currentTarget }: Event): void => {
    const element = currentTarget as HTMLVideoElement;
    if (element.srcObject && element.isConnected) playback.play(element);
  };
  return (
    <video
      ref={video}
      class={`video ${shown ? '' : 'video-hidden'} ${mirrored ? 'mirrored' : ''}`}
      data-picture={name}
      aria-label={label}
      playsInline
      autoPlay
      muted={muted}
      disablePictureInPicture={name === 'own'}
      onLoadedData={onFrame}
      onResize={onFrame}
      onPause={onPause}
    />
  );
}

/** Ms between two looks at whether it moves. */
const LOOK = 1_000;

/** Sees to it that what is to be shown is shown. */
function useShownFrames(
  video: { current: HTMLVideoElement | null },
  { stream, shown, playback, onStill }: VideoProps,
): void {
  useEffect(() => {
    if (!shown) return undefined;
    let seen: ShownFrames | undefined;
    const look = setInterval(() => {
      const element = video.current;
      if (!element) return;
      const step = stepShownFrames(seen, { at: performance.now(), showing: showingOf(element, stream) });
      seen = step.shown;
      if (step.act === 'still') onStill?.();
      if (step.act !== 'anew') return;
      element.srcObject = null;
      element.srcObject = stream;
      playback.play(element);
    }, LOOK);
    return () => clearInterval(look);
  }, [stream, shown]);
}

function showingOf(element: HTMLVideoElement, stream: MediaStream): Showing | undefined {
  const [track] = stream.getVideoTracks();
  const comes = track?.readyState === 'live' && track.enabled && !track.muted;
  // Out of sight browsers show nothing, and count nothing.
  if (!comes || element.paused || element.ownerDocument.hidden) return undefined;
  return { width: element.videoWidth, frames: element.getVideoPlaybackQuality().totalVideoFrames };
}

/** Where browsers let a page say it (W3C Audio Output Devices). */
function useSink(
  video: { current: HTMLVideoElement | null },
  { sink = '', sinkFailed }: Pick<VideoProps, 'sink' | 'sinkFailed'>,
): void {
  useEffect(() => {
    const element = video.current;
    if (!element || !('setSinkId' in element) || element.sinkId === sink) return;
    element.setSinkId(sink).catch(() => sinkFailed?.());
  }, [sink]);
}
