// Fetches the list of calls when it is asked for.
import type { AppModel } from '../../model/app-model.ts';

export async function openCallHistory(app: AppModel): Promise<void> {
  try {
    const { CallHistory } = await import('./CallHistory.tsx');
    const close = (): void => {
      app.over.value = undefined;
    };
    app.over.value = () => <CallHistory app={app} close={close} />;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}
