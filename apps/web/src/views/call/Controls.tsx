// The controls of a call, as icons with their words.
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { DevicePair } from '../devices/DeviceMenuSlot.tsx';

export function Controls({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const { calls, layout, conversations } = app;
  const { microphone, camera, screen } = call.local.status;
  const place = layout.state.value.call;
  const chat = place.name === 'full' && place.chat;
  const unread = conversations.of(call.with).unread.value;
  const { short } = t.call;
  return (
    <div class="controls">
      <DevicePair app={app} kind="sound">
        <Control
          label={microphone ? t.call.mute : t.call.unmute}
          words={microphone ? short.mute : short.unmute}
          shortcut="m"
          icon={microphone ? 'mic' : 'mic-off'}
          off={!microphone}
          extraClass="control-microphone"
          onClick={calls.toggleMicrophone}
        />
      </DevicePair>
      <DevicePair app={app} kind="camera">
        <Control
          label={camera ? t.call.cameraOff : t.call.cameraOn}
          words={short.camera}
          shortcut="v"
          icon={camera ? 'video' : 'video-off'}
          off={!camera}
          onClick={calls.toggleCamera}
        />
      </DevicePair>
      {canShareScreen() && call.remote && call.state.name !== 'dialling' && (
        <Control
          label={screen ? t.call.stopSharing : t.call.share}
          words={screen ? short.stop : short.share}
          icon={screen ? 'screen-off' : 'screen'}
          lit={screen}
          onClick={calls.toggleScreen}
        />
      )}
      <Control
        label={t.call.chat}
        words={short.chat}
        icon="chat"
        lit={chat}
        pressed={chat}
        badge={unread}
        onClick={() => layout.send({ name: 'chat-toggled' })}
      />
      <Control label={t.call.hangUp} words={t.call.hangUp} icon="hang-up" danger onClick={calls.hangUp} />
    </div>
  );
}

interface ControlProps {
  label: string;
  words: string;
  icon: IconName;
  /** The key that does the same. */
  shortcut?: string;
  /** Turned off: shown in reverse, so that it is seen at a glance. */
  off?: boolean;
  lit?: boolean;
  /** For a button that keeps its name while it is in. */
  pressed?: boolean;
  danger?: boolean;
  badge?: number;
  extraClass?: string;
  onClick: () => void;
}

function Control(props: ControlProps) {
  const { label, words, icon, shortcut, off, lit, pressed, danger, badge = 0, extraClass, onClick } = props;
  const look = [off && 'control-off', lit && 'control-lit', danger && 'control-danger', extraClass]
    .filter(Boolean)
    .join(' ');
  return (
    <button
      type="button"
      class={`control ${look}`}
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      title={shortcut ? t.call.shortcut(label, shortcut) : label}
      onClick={onClick}
    >
      <span class="control-disc">
        <Icon name={icon} size={23} />
        {badge > 0 && <span class="badge">{badge}</span>}
      </span>
      <span class="control-words">{words}</span>
    </button>
  );
}

/** Phones have no screen to offer. */
function canShareScreen(): boolean {
  return 'getDisplayMedia' in (navigator.mediaDevices ?? {});
}
