// Lays a dialog over the page when the person asks for it. Its code comes then.
import type { ComponentType } from 'preact';
import type { AppModel } from '../model/app-model.ts';

export interface OverProps {
  app: AppModel;
  close: () => void;
}

export async function openOver(app: AppModel, load: () => Promise<ComponentType<OverProps>>): Promise<void> {
  try {
    const Over = await load();
    const close = (): void => {
      app.over.value = undefined;
    };
    app.over.value = () => <Over app={app} close={close} />;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}
