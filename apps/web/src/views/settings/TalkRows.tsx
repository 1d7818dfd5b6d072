// What a person may set for their conversations.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Switch } from '../../ui/Switch.tsx';

export function TellSeen({ app: { preferences } }: { app: AppModel }) {
  return (
    <Switch
      id="tell-seen"
      label={t.talk.seenSetting}
      text={t.talk.seenSettingText}
      on={preferences.current.value.tellSeen}
      change={(on) => preferences.set({ tellSeen: on })}
    />
  );
}
