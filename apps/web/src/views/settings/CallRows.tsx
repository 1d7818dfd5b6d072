// What a person may set for their calls.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Switch } from '../../ui/Switch.tsx';

export function SaveData({ app: { preferences } }: { app: AppModel }) {
  return (
    <Switch
      id="save-data"
      label={t.settings.saveData}
      text={t.settings.saveDataText}
      on={preferences.current.value.saveData}
      change={(on) => preferences.set({ saveData: on })}
    />
  );
}

export function RelayOnly({ app: { preferences } }: { app: AppModel }) {
  return (
    <Switch
      id="relay-only"
      label={t.settings.relayOnly}
      text={t.settings.relayOnlyText}
      on={preferences.current.value.relayOnly}
      change={(on) => preferences.set({ relayOnly: on })}
    />
  );
}
