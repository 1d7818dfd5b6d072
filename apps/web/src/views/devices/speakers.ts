// Where sound comes out, as far as this browser lets a page say (W3C Audio Output Devices).
import type { ChosenDevice } from '@parley/client';

type Selecting = MediaDevices & { selectAudioOutput?: () => Promise<MediaDeviceInfo> };

export function canRouteSound(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** Firefox shows the speakers to the person instead of the page. Nothing where it can't, or they choose none. */
export function selectSpeaker(): (() => Promise<ChosenDevice | undefined>) | undefined {
  const devices = navigator.mediaDevices as Selecting | undefined;
  if (!devices?.selectAudioOutput) return undefined;
  return async () => {
    try {
      const chosen = await devices.selectAudioOutput?.();
      return chosen && { id: chosen.deviceId, label: chosen.label };
    } catch {
      // Closed without a choice: all stays as it is.
      return undefined;
    }
  };
}
