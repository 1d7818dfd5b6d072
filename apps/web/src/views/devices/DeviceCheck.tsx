// A look at oneself before a call: picture, level, sound, and what is wrong with any of them.
import '../../styles/settings.css';
import '../../styles/devices.css';
import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { createCheck, type CheckModel } from '../../model/devices/check.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { CheckProblems } from './CheckProblems.tsx';
import { CameraChoice, MicrophoneChoice, SpeakerChoice } from './DeviceLists.tsx';
import { CameraSwitches, SoundSwitch } from './DeviceSwitches.tsx';
import { facingOf, flipCamera, isMirrored } from './flip.ts';
import { LevelBar } from './LevelBar.tsx';
import { TestSound } from './TestSound.tsx';

export function DeviceCheck({ app, close }: { app: AppModel; close: () => void }) {
  const check = useCheck(app);
  const { microphone, camera } = check.local.value?.tracks ?? {};
  useSignalEffect(() => {
    // A call takes the devices, or rings.
    if (check.state.value === 'over') close();
  });
  useEffect(() => app.devices.refresh(), [microphone, camera]);
  const failed = check.state.value === 'failed';
  return (
    <Dialog role="dialog" label={t.devices.check} extraClass="device-check" onEscape={close}>
      <div class="device-check-head">
        <h1 class="dialog-title">{t.devices.check}</h1>
        <Button kind="primary" onClick={close}>
          {t.devices.done}
        </Button>
      </div>
      {failed ? (
        <p class="device-check-failed" role="alert">
          {app.calls.live.value ? t.devices.inCall : t.devices.notLoaded}
        </p>
      ) : (
        <div class="device-check-page">
          <OwnPicture app={app} check={check} />
          <CheckProblems app={app} check={check} />
          <CameraChoice app={app} track={camera} />
          <MicrophoneChoice app={app} track={microphone} />
          <LevelBar check={check} />
          <SpeakerChoice app={app} />
          <TestSound app={app} />
          <SoundSwitch app={app} />
          <CameraSwitches app={app} track={camera} />
        </div>
      )}
    </Dialog>
  );
}

function useCheck(app: AppModel): CheckModel {
  const check = useMemo(
    () => createCheck({ open: app.devices.check, timers: app.timers, hear: app.devices.hear }),
    [],
  );
  useEffect(() => {
    app.devices.settings.set({ acquainted: true });
    return check.close;
  }, []);
  return check;
}

function OwnPicture({ app, check }: { app: AppModel; check: CheckModel }) {
  const video = useRef<HTMLVideoElement>(null);
  const { picture, tracks, problems = [] } = check.local.value ?? {};
  const facing = facingOf(tracks?.camera);
  useEffect(() => {
    const element = video.current;
    if (!element) return undefined;
    element.srcObject = picture ?? null;
    // Silent as it is it may always play; another picture taking its place is no failure.
    element.play().catch(() => undefined);
    return () => {
      element.srcObject = null;
    };
  }, [picture]);
  const off = problems.some(({ device }) => device === 'camera');
  return (
    <div class="device-check-picture">
      {picture ? (
        <video
          ref={video}
          class={isMirrored(app, tracks?.camera) ? 'mirrored' : ''}
          aria-label={t.devices.picture}
          muted
          playsInline
          autoPlay
        />
      ) : (
        <p class="device-check-empty">
          <Icon name={off ? 'video-off' : 'video'} size={30} />
          {off ? t.devices.cameraOff : t.devices.opening}
        </p>
      )}
      {facing && (
        <button
          type="button"
          class="device-check-flip"
          aria-label={t.devices.flip}
          title={t.devices.flip}
          onClick={() => flipCamera(app, facing)}
        >
          <Icon name="flip" />
        </button>
      )}
      {picture && <p class="device-check-private">{t.devices.private}</p>}
    </div>
  );
}
