// How sound is taken, and how the own picture is shown.
import { canBlur } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Switch } from '../../ui/Switch.tsx';

export function SoundSwitch({ app }: { app: AppModel }) {
  const { settings } = app.devices;
  return (
    <Switch
      id="clean-sound"
      label={t.devices.cleanSound}
      text={t.devices.cleanSoundText}
      on={settings.calls.value.cleanSound}
      change={(cleanSound) => settings.set({ cleanSound })}
    />
  );
}

export function CameraSwitches({ app, track }: { app: AppModel; track: MediaStreamTrack | undefined }) {
  const { settings } = app.devices;
  return (
    <>
      {track && canBlur(track) && (
        <Switch
          id="blur-background"
          label={t.devices.blur}
          on={settings.calls.value.blurBackground}
          change={(blurBackground) => settings.set({ blurBackground })}
        />
      )}
      <Switch
        id="mirror"
        label={t.devices.mirror}
        text={t.devices.mirrorText}
        on={settings.mirror.value}
        change={(mirror) => settings.set({ mirror })}
      />
    </>
  );
}
