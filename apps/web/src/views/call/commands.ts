// What can be done in a call at this moment, for buttons, the menu and keys alike. What is absent can't be done now.
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import type { PictureInPicture } from '../../model/picture-in-picture.ts';
import type { ShortcutName } from '../../model/shortcuts.ts';
import type { Stage } from '../../model/stage.ts';

export type CommandName = Exclude<ShortcutName, 'help'>;
export type Commands = Readonly<Partial<Record<CommandName, () => void>>>;

export interface CommandParts {
  app: AppModel;
  call: CallSnapshot;
  stage: Stage;
  pip: PictureInPicture;
}

export function commandsOf({ app, call, stage, pip }: CommandParts): Commands {
  const { calls, layout } = app;
  if (call.state.name === 'ringing') return {};
  const place = layout.state.value.call;
  const connected = call.remote !== undefined && call.state.name !== 'dialling';
  const seen = connected ? call.remote?.status.camera : false;
  const share = connected && canShareScreen() && { share: calls.toggleScreen };
  const fullScreen = document.fullscreenEnabled && { fullScreen: toggleFullScreen };
  const pictureInPicture = (pip.kind === 'window' || (pip.kind === 'video' && seen)) && {
    pictureInPicture: pip.toggle,
  };
  const swap = stage.small !== undefined && { swap: () => (calls.swapped.value = !calls.swapped.peek()) };
  const smaller = place.name === 'full' && {
    smaller: () => layout.send({ name: place.chat ? 'chat-toggled' : 'call-shrunk' }),
  };
  return {
    microphone: calls.toggleMicrophone,
    camera: calls.toggleCamera,
    hangUp: calls.hangUp,
    chat: () => {
      if (place.name === 'tile') layout.send({ name: 'call-enlarged' });
      layout.send({ name: 'chat-toggled' });
    },
    ...share,
    ...fullScreen,
    ...pictureInPicture,
    ...swap,
    ...smaller,
  };
}

/** Phones have no screen to offer. */
function canShareScreen(): boolean {
  return 'getDisplayMedia' in (navigator.mediaDevices ?? {});
}

function toggleFullScreen(): void {
  // Browsers may refuse either; the call goes on as it is.
  const refused = (): void => undefined;
  if (document.fullscreenElement) document.exitFullscreen().catch(refused);
  // The whole page, not the stage: chat and dialogs must stay in sight.
  else document.documentElement.requestFullscreen().catch(refused);
}
