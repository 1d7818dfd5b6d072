// The call in a window of its own over other programs: the picture, who it is, and the buttons that matter most.
import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { keepInLanguage } from '../../model/language.ts';
import type { Playback } from '../../model/playback.ts';
import { stageOf } from '../../model/stage.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { CallStatus } from './CallStatus.tsx';
import { CallTimer } from './CallTimer.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { Video } from './Video.tsx';

export interface PipProps {
  app: AppModel;
  playback: Playback;
}

/** Draws into the window, for as long as both it and the caller are there. */
export function usePipView(window: Window | undefined, props: PipProps): void {
  useEffect(() => {
    if (!window) return undefined;
    const root = dress(window.document);
    const letGo = keepInLanguage(window.document.documentElement);
    render(<PipView {...props} pip={window} />, root);
    return () => {
      letGo();
      render(null, root);
    };
  }, [window]);
}

/** The page's own sheets and colours. */
function dress(target: Document): HTMLElement {
  for (const { name, value } of document.documentElement.attributes)
    target.documentElement.setAttribute(name, value);
  for (const { ownerNode } of document.styleSheets)
    if (ownerNode instanceof Element) target.head.append(ownerNode.cloneNode(true));
  const root = target.createElement('div');
  root.className = 'pip';
  target.body.append(root);
  return root;
}

function PipView({ app, playback, pip }: PipProps & { pip: Window }) {
  const { calls, preferences } = app;
  const call = calls.live.value;
  const back = (): void => {
    window.focus();
    pip.close();
  };
  const { toggleMicrophone, toggleCamera, hangUp } = calls;
  const commands = { microphone: toggleMicrophone, camera: toggleCamera, hangUp, pictureInPicture: back };
  useShortcuts(pip, commands, preferences.current.value.callKeys);
  const title = call && t.call.region(call.with);
  useEffect(() => {
    if (title) pip.document.title = title;
  }, [title]);
  if (!call) return null;
  const { microphone, camera } = call.local.status;
  return (
    <main class="pip-stage" aria-label={title}>
      <PipPicture call={call} playback={playback} />
      <div class="pip-head">
        <p class="call-name">
          <bdi>{call.with}</bdi>
          {call.state.name === 'active' && <CallTimer since={call.state.since} timers={app.timers} />}
        </p>
        <CallStatus stage={stageOf(call, false)} call={call} />
      </div>
      <div class="pip-buttons">
        <PipButton
          label={microphone ? t.call.mute : t.call.unmute}
          icon={microphone ? 'mic' : 'mic-off'}
          off={!microphone}
          onClick={toggleMicrophone}
        />
        <PipButton
          label={camera ? t.call.cameraOff : t.call.cameraOn}
          icon={camera ? 'video' : 'video-off'}
          off={!camera}
          onClick={toggleCamera}
        />
        <PipButton label={t.stage.backToPage} icon="back-to-page" onClick={back} />
        <PipButton label={t.call.hangUp} icon="hang-up" danger onClick={hangUp} />
      </div>
    </main>
  );
}

function PipPicture({ call, playback }: { call: CallSnapshot; playback: Playback }) {
  const { remote } = call;
  const connected = remote !== undefined && call.state.name !== 'dialling';
  const screen = connected && remote.status.screen;
  if (!connected || (!screen && !remote.status.camera)) return <Avatar name={call.with} size="huge" />;
  // Its sound comes from the page.
  return (
    <Video
      key={screen ? 'screen' : 'theirs'}
      name={screen ? 'screen' : 'theirs'}
      label={screen ? t.call.theirScreen(call.with) : t.call.theirVideo(call.with)}
      stream={screen ? remote.screen : remote.stream}
      shown
      muted
      playback={playback}
    />
  );
}

interface PipButtonProps {
  label: string;
  icon: IconName;
  off?: boolean;
  danger?: boolean;
  onClick: () => void;
}

function PipButton({ label, icon, off = false, danger = false, onClick }: PipButtonProps) {
  return (
    <button
      type="button"
      class={`pip-button ${off ? 'pip-button-off' : ''} ${danger ? 'pip-button-danger' : ''}`}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon name={icon} size={20} />
    </button>
  );
}
