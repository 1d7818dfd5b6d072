// What is set where: a new setting is a row in one of these lists. A section without rows is not shown.
import type { ComponentType } from 'preact';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { TellSeen } from './TalkRows.tsx';
import { RelayOnly, SaveData } from './CallRows.tsx';
import { CallKeys } from './CallKeysRow.tsx';
import { DeviceRow } from './DeviceRow.tsx';
import { KeepHere } from './HistoryRows.tsx';
import { NewTexts, Ringing, RingOutput, UrgentCalls } from './RingRows.tsx';
import { LanguageRow } from './LanguageRow.tsx';
import { reachRows } from './NotificationRows.tsx';

export interface SettingsRow {
  app: AppModel;
  /** Puts the settings away, for what opens something else. */
  close: () => void;
}

export interface SettingsSection {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly rows: readonly ComponentType<SettingsRow>[];
}

/** Made at each opening: the words are those of the language in use. */
export function settingsSections(app: Pick<AppModel, 'reach'>): SettingsSection[] {
  const sections: SettingsSection[] = [
    { id: 'general', label: t.status.sections.general, icon: 'settings', rows: [LanguageRow] },
    {
      id: 'calls',
      label: t.status.sections.calls,
      icon: 'phone',
      rows: [DeviceRow, SaveData, RelayOnly, CallKeys],
    },
    {
      id: 'ringing',
      label: t.status.sections.ringing,
      icon: 'bell',
      rows: [Ringing, RingOutput, UrgentCalls, NewTexts],
    },
    { id: 'conversations', label: t.status.sections.conversations, icon: 'chat', rows: [TellSeen, KeepHere] },
  ];
  return sections
    .map((section) => ({ ...section, rows: withReach(section, app) }))
    .filter(({ rows }) => rows.length > 0);
}

/** Whether calls reach this device at all comes before how they sound. */
function withReach({ id, rows }: SettingsSection, app: Pick<AppModel, 'reach'>): SettingsSection['rows'] {
  const reach = reachRows(id, app);
  return id === 'ringing' ? [...reach, ...rows] : [...rows, ...reach];
}
