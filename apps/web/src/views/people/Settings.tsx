// What a person may set for their calls on this device.
import '../../styles/settings.css';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export interface SettingsProps {
  app: AppModel;
  close: () => void;
}

export function Settings({ app: { preferences }, close }: SettingsProps) {
  const { saveData, relayOnly } = preferences.current.value;
  return (
    <Dialog role="dialog" label={t.settings.title} extraClass="settings" onEscape={close}>
      <p class="dialog-title">{t.settings.title}</p>
      <Switch
        id="save-data"
        label={t.settings.saveData}
        text={t.settings.saveDataText}
        on={saveData}
        change={(on) => preferences.set({ saveData: on })}
      />
      <Switch
        id="relay-only"
        label={t.settings.relayOnly}
        text={t.settings.relayOnlyText}
        on={relayOnly}
        change={(on) => preferences.set({ relayOnly: on })}
      />
      <Button kind="primary" onClick={close}>
        {t.settings.done}
      </Button>
    </Dialog>
  );
}

interface SwitchProps {
  id: string;
  label: string;
  text: string;
  on: boolean;
  change: (on: boolean) => void;
}

function Switch({ id, label, text, on, change }: SwitchProps) {
  return (
    <div class="setting">
      <label for={id}>
        {label}
        <input
          id={id}
          type="checkbox"
          role="switch"
          checked={on}
          aria-describedby={`${id}-text`}
          onChange={(event) => change(event.currentTarget.checked)}
        />
      </label>
      <p class="setting-text" id={`${id}-text`}>
        {text}
      </p>
    </div>
  );
}
