// Blurs what is behind the person, where the system can do it (W3C Media Capture Extensions, `backgroundBlur`).
import { CAMERA } from './capture.ts';

/** Whether it can be turned on and off here. */
export function canBlur(track: Pick<MediaStreamTrack, 'getCapabilities'>): boolean {
  // Firefox has had no such method for long.
  const { backgroundBlur = [] }: MediaTrackCapabilities = (track.getCapabilities as unknown)
    ? track.getCapabilities()
    : {};
  return backgroundBlur.includes(true) && backgroundBlur.includes(false);
}

/** A camera that can't goes on as it is. */
export async function blurBackground(track: MediaStreamTrack, on: boolean): Promise<void> {
  if (!canBlur(track)) return;
  if ((track.getSettings().backgroundBlur ?? false) === on) return;
  // All constraints are replaced by it: those of before are said again.
  // Withdrawn by the system in between: the picture is what the system makes of it.
  await track.applyConstraints({ ...CAMERA, backgroundBlur: on }).catch(() => undefined);
}
