// Lists to choose a microphone, camera or speaker from: the browser's own, which every phone and screen reader knows best.
import type { ChosenDevice, DeviceInfo } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { findDevice } from '../../model/devices/devices.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { canRouteSound, selectSpeaker } from './speakers.ts';

const DEFAULT = '';

export function MicrophoneChoice({ app, track }: { app: AppModel; track: MediaStreamTrack | undefined }) {
  const { settings } = app.devices;
  return (
    <DeviceChoice
      app={app}
      kind="microphone"
      label={t.devices.microphone}
      chosen={settings.calls.value.microphone}
      inUse={track?.label}
      choose={(microphone) => settings.set({ microphone })}
    />
  );
}

export function CameraChoice({ app, track }: { app: AppModel; track: MediaStreamTrack | undefined }) {
  const { settings } = app.devices;
  const { camera } = settings.calls.value;
  return (
    <DeviceChoice
      app={app}
      kind="camera"
      label={t.devices.camera}
      // Of a camera that is known by where it looks, the track tells which one it is.
      chosen={camera && 'facing' in camera ? track && deviceOf(track) : camera}
      inUse={track?.label}
      choose={(chosen) => settings.set({ camera: chosen })}
    />
  );
}

export function SpeakerChoice({ app }: { app: AppModel }) {
  const { devices } = app;
  if (!canRouteSound()) return <p class="device-note">{t.devices.speakerBySystem}</p>;
  const choose = (speaker: ChosenDevice | undefined): void => devices.settings.set({ speaker });
  const known = devices.list.value.some(({ kind }) => kind === 'speaker');
  const select = selectSpeaker();
  if (!known && !select) return <p class="device-note">{t.devices.speakerBySystem}</p>;
  return (
    <>
      <DeviceChoice
        app={app}
        kind="speaker"
        label={t.devices.speaker}
        chosen={devices.settings.speaker.value}
        inUse={undefined}
        choose={choose}
      />
      {select && (
        <Button kind="quiet" onClick={() => void select().then((found) => found && choose(found))}>
          {t.devices.otherSpeaker}
        </Button>
      )}
    </>
  );
}

interface DeviceChoiceProps {
  app: AppModel;
  kind: DeviceInfo['kind'];
  label: string;
  chosen: ChosenDevice | undefined;
  /** The name of what the browser has opened. */
  inUse: string | undefined;
  choose: (device: ChosenDevice | undefined) => void;
}

function DeviceChoice({ app, kind, label, chosen, inUse, choose }: DeviceChoiceProps) {
  const list = app.devices.list.value.filter((device) => device.kind === kind);
  const found = findDevice(chosen, list, kind);
  const away = chosen && !found ? chosen : undefined;
  const options = [
    { value: DEFAULT, label: inUse && !chosen ? t.devices.defaultNamed(inUse) : t.devices.systemDefault },
    ...list.map((device) => ({ value: device.id, label: device.label })),
    ...(away ? [{ value: away.id, label: t.devices.away(away.label) }] : []),
  ];
  return (
    <Choice
      id={`device-${kind}`}
      label={label}
      options={options}
      value={found?.id ?? away?.id ?? DEFAULT}
      change={(id) => {
        const next = list.find((device) => device.id === id);
        choose(next && { id: next.id, label: next.label });
      }}
    />
  );
}

function deviceOf(track: MediaStreamTrack): ChosenDevice {
  return { id: track.getSettings().deviceId ?? '', label: track.label };
}
