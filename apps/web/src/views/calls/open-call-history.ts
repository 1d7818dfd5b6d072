// Fetches the list of calls when it is asked for.
import type { AppModel } from '../../model/app-model.ts';
import { openOver } from '../open-over.tsx';

export function openCallHistory(app: AppModel): Promise<void> {
  return openOver(app, async () => (await import('./CallHistory.tsx')).CallHistory);
}
