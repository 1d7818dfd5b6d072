// The two cameras of a phone.
import type { AppModel } from '../../model/app-model.ts';

export type Facing = 'user' | 'environment';

/** Where the open camera looks; nothing where the browser does not tell, as of a camera that stands on a desk. */
export function facingOf(track: MediaStreamTrack | undefined): Facing | undefined {
  const facing = track?.getSettings().facingMode;
  return facing === 'user' || facing === 'environment' ? facing : undefined;
}

export function flipCamera({ devices }: AppModel, from: Facing): void {
  devices.settings.face(from === 'user' ? 'environment' : 'user');
}

/** Only who looks at the person is a mirror. */
export function isMirrored({ devices }: AppModel, track: MediaStreamTrack | undefined): boolean {
  return devices.settings.mirror.value && facingOf(track) !== 'environment';
}
