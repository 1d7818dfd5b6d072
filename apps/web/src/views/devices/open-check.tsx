// Opens the check of the devices. Its code comes when it is asked for.
import type { AppModel } from '../../model/app-model.ts';

export async function openCheck(app: AppModel): Promise<void> {
  try {
    const { DeviceCheck } = await import('./DeviceCheck.tsx');
    const close = (): void => {
      app.over.value = undefined;
    };
    app.over.value = () => <DeviceCheck app={app} close={close} />;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}
