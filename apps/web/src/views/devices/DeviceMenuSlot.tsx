// The menu of devices over the stage. Its code comes when it is asked for.
import { useSignal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import type { DeviceMenuKind } from '../../model/devices/devices.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { DeviceMenu } from './DeviceMenu.tsx';
import { facingOf, flipCamera } from './flip.ts';

type Menu = ComponentType<Parameters<typeof DeviceMenu>[0]>;

export function DeviceMenuSlot({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const menu = useSignal<Menu | undefined>(undefined);
  const kind = app.devices.menu.value;
  useEffect(() => {
    if (kind && !menu.value)
      void import('./DeviceMenu.tsx').then(
        ({ DeviceMenu }) => (menu.value = DeviceMenu),
        // No line to the server, which the page says; the next press tries again.
        () => (app.devices.menu.value = undefined),
      );
  }, [kind]);
  useEffect(
    () => () => {
      app.devices.menu.value = undefined;
    },
    [],
  );
  return kind && menu.value ? <menu.value key={kind} app={app} call={call} kind={kind} /> : null;
}

interface DeviceCaretProps {
  app: AppModel;
  kind: Exclude<DeviceMenuKind, 'all'>;
}

/** A button that mutes or turns off, and beside it the one to choose the device, where there is room. */
export function DevicePair({ app, kind, children }: DeviceCaretProps & { children: ComponentChildren }) {
  return (
    <div class="control-pair">
      {children}
      <DeviceCaret app={app} kind={kind} />
    </div>
  );
}

function DeviceCaret({ app, kind }: DeviceCaretProps) {
  const { menu } = app.devices;
  const label = kind === 'sound' ? t.devices.microphoneMenu : t.devices.cameraMenu;
  const open = menu.value === kind;
  return (
    <button
      type="button"
      class="device-caret"
      aria-label={label}
      aria-haspopup="dialog"
      aria-expanded={open}
      title={label}
      data-opens-devices
      onClick={() => (menu.value = open ? undefined : kind)}
    >
      <Icon name="caret-up" size={16} />
    </button>
  );
}

export interface DeviceItem {
  label: string;
  icon: 'devices' | 'flip';
  onClick: () => void;
}

/** For a menu of what the row of buttons has no room for. */
export function deviceItems(app: AppModel, call: CallSnapshot): DeviceItem[] {
  const facing = facingOf(call.local.tracks.camera);
  return [
    ...(facing
      ? [{ label: t.devices.flip, icon: 'flip' as const, onClick: () => flipCamera(app, facing) }]
      : []),
    { label: t.devices.menu, icon: 'devices', onClick: () => (app.devices.menu.value = 'all') },
  ];
}
