// A video element that plays a live stream.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { PictureName } from '../../model/stage.ts';

export interface VideoProps {
  name: PictureName;
  label: string;
  stream: MediaStream;
  /** Off: its sound goes on, its picture is hidden. */
  shown: boolean;
  muted: boolean;
  /** A first picture has come. */
  onPicture?: () => void;
  /** The browser wants a tap before it plays sound; calling the argument from within one plays it. */
  onBlocked?: (retry: () => void) => void;
}

export function Video({ name, label, stream, shown, muted, onPicture, onBlocked }: VideoProps) {
  const video = useRef<HTMLVideoElement>(null);
  useLayoutEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = stream;
    return () => {
      // Browsers keep decoding for an element that is gone but still holds its stream.
      element.srcObject = null;
    };
  }, [stream]);
  useEffect(() => {
    if (video.current) play(video.current, onBlocked);
    // Sound that comes on later may need a tap too.
  }, [stream, muted]);
  const onFrame = (event: Event): void => {
    const { videoWidth } = event.currentTarget as HTMLVideoElement;
    if (videoWidth > 0) onPicture?.();
  };
  return (
    <video
      ref={video}
      class={shown ? 'video' : 'video video-hidden'}
      data-picture={name}
      aria-label={label}
      playsInline
      autoPlay
      muted={muted}
      disablePictureInPicture={name === 'own'}
      onLoadedData={onFrame}
      onResize={onFrame}
    />
  );
}

function play(element: HTMLVideoElement, onBlocked: VideoProps['onBlocked']): void {
  element.play().catch((cause: unknown) => {
    // Any other failure is a newer stream taking this one's place.
    if (cause instanceof DOMException && cause.name === 'NotAllowedError')
      onBlocked?.(() => play(element, undefined));
  });
}
