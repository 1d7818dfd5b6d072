// Which devices a call uses, to be changed in the middle of it.
import '../../styles/settings.css';
import '../../styles/devices.css';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import type { DeviceMenuKind } from '../../model/devices/devices.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { CameraChoice, MicrophoneChoice, SpeakerChoice } from './DeviceLists.tsx';
import { CameraSwitches, SoundSwitch } from './DeviceSwitches.tsx';

export function DeviceMenu({ app, call, kind }: { app: AppModel; call: CallSnapshot; kind: DeviceMenuKind }) {
  const panel = useRef<HTMLDivElement>(null);
  const { microphone, camera } = call.local.tracks;
  const close = (): void => {
    app.devices.menu.value = undefined;
  };
  const title =
    kind === 'sound' ? t.devices.microphoneMenu : kind === 'camera' ? t.devices.cameraMenu : t.devices.menu;
  useEffect(() => app.devices.refresh(), [microphone, camera]);
  useDismissal(panel, close);
  return (
    <div ref={panel} class="device-menu" role="dialog" aria-label={title} tabIndex={-1}>
      <div class="device-menu-head">
        <h2>{title}</h2>
        <IconButton label={t.call.close} icon="close" onClick={close} />
      </div>
      {kind !== 'camera' && (
        <>
          <MicrophoneChoice app={app} track={microphone} />
          <SpeakerChoice app={app} />
          <SoundSwitch app={app} />
        </>
      )}
      {kind !== 'sound' && (
        <>
          <CameraChoice app={app} track={camera} />
          <CameraSwitches app={app} track={camera} />
        </>
      )}
    </div>
  );
}

/** By Escape, and by a press elsewhere; the focus goes back to where it came from. */
function useDismissal(panel: { current: HTMLElement | null }, close: () => void): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    panel.current?.focus({ preventScroll: true });
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      close();
    };
    const onPress = (event: PointerEvent): void => {
      const pressed = event.target instanceof Element ? event.target : undefined;
      // The button that opens it closes it, too.
      if (!panel.current?.contains(pressed ?? null) && !pressed?.closest('[data-opens-devices]')) close();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    document.addEventListener('pointerdown', onPress);
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
      document.removeEventListener('pointerdown', onPress);
      const inside = document.activeElement === document.body || document.activeElement === null;
      if (inside && before instanceof HTMLElement && before.isConnected)
        before.focus({ preventScroll: true });
    };
  }, []);
}
