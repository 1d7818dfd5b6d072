// The controls of a call, as icons with their words.
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { nextCorner } from '../../model/small-picture.ts';
import { t } from '../../i18n/strings.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { showKeys } from '../keys/use-help-key.tsx';
import { deviceItems, DevicePair } from '../devices/DeviceMenuSlot.tsx';
import type { Commands } from './commands.ts';
import { MoreMenu, type MenuItem } from './MoreMenu.tsx';
import type { SmallPicture } from './use-small-picture.ts';

export interface ControlsProps {
  app: AppModel;
  call: CallSnapshot;
  commands: Commands;
  small: SmallPicture;
}

export function Controls({ app, call, commands, small }: ControlsProps) {
  const { calls, layout, conversations } = app;
  const { microphone, camera, screen } = call.local.status;
  const place = layout.state.value.call;
  const chat = place.name === 'full' && place.chat;
  const unread = conversations.of(call.with).unread.value;
  const { short } = t.call;
  const key = keyIn(app);
  return (
    <div class="controls">
      <DevicePair app={app} kind="sound">
        <Control
          label={microphone ? t.call.mute : t.call.unmute}
          words={microphone ? short.mute : short.unmute}
          shortcut={key('M')}
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
          shortcut={key('V')}
          icon={camera ? 'video' : 'video-off'}
          off={!camera}
          onClick={calls.toggleCamera}
        />
      </DevicePair>
      {commands.share && (
        <Control
          label={screen ? t.call.stopSharing : t.call.share}
          words={screen ? short.stop : short.share}
          shortcut={key('S')}
          icon={screen ? 'screen-off' : 'screen'}
          lit={screen}
          extraClass="spare"
          onClick={commands.share}
        />
      )}
      <Control
        label={t.call.chat}
        words={short.chat}
        shortcut={key('C')}
        icon="chat"
        pressed={chat}
        badge={unread}
        onClick={() => layout.send({ name: 'chat-toggled' })}
      />
      <MoreMenu items={moreItems({ app, call, commands, small })} />
      <Control label={t.call.hangUp} words={short.hangUp} icon="hang-up" danger onClick={calls.hangUp} />
    </div>
  );
}

/** Keys that are turned off are not told. */
function keyIn({ preferences }: AppModel): (letter: string) => string | undefined {
  const on = preferences.current.value.callKeys;
  return (letter) => (on ? letter : undefined);
}

/** What the row has no room for, and what is needed without dragging (WCAG 2.5.7). */
function moreItems({ app, call, commands, small }: ControlsProps): MenuItem[] {
  const { page, preferences } = app;
  const { pictureInPicture, fullScreen } = commands;
  const { screen } = call.local.status;
  const key = keyIn(app);
  const items: (MenuItem | undefined)[] = [
    commands.share && {
      label: screen ? t.call.stopSharing : t.call.share,
      icon: screen ? 'screen-off' : 'screen',
      narrow: true,
      onClick: commands.share,
    },
    ...deviceItems(app, call),
    pictureInPicture && {
      label: t.call.pictureInPicture,
      icon: 'picture-in-picture',
      shortcut: key('P'),
      onClick: pictureInPicture,
    },
    fullScreen && {
      label: page.fullScreen.value ? t.call.leaveFullScreen : t.call.fullScreen,
      icon: page.fullScreen.value ? 'collapse' : 'expand',
      shortcut: key('F'),
      onClick: fullScreen,
    },
    commands.swap && {
      label: t.stage.moveSmall,
      icon: 'corners',
      onClick: () => small.move(nextCorner(preferences.current.peek().smallPicture)),
    },
    { label: t.stage.keys.title, icon: 'keyboard', shortcut: key('?'), onClick: () => void showKeys(app) },
  ];
  return items.filter((item) => item !== undefined);
}

interface ControlProps {
  label: string;
  words: string;
  icon: IconName;
  /** The key that does the same. */
  shortcut?: string | undefined;
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
        {badge > 0 && <span class="badge" data-count={badge} />}
      </span>
      <span class="control-words">{words}</span>
    </button>
  );
}
