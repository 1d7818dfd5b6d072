// Opens the check of the devices. Its code comes when it is asked for.
import type { AppModel } from '../../model/app-model.ts';
import { openOver } from '../open-over.tsx';

export function openCheck(app: AppModel): Promise<void> {
  return openOver(app, async () => (await import('./DeviceCheck.tsx')).DeviceCheck);
}
