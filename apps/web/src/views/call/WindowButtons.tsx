// How much room the call takes: small, full screen, or a window of its own over other programs.
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { deviceItems } from '../devices/DeviceMenuSlot.tsx';

export function WindowButtons({ app }: { app: AppModel }) {
  const { layout, page, calls } = app;
  const full = page.fullScreen.value;
  const call = calls.live.value;
  const hasPicture = call?.state.name !== 'dialling' && call?.remote?.status.camera === true;
  return (
    <div class="window-buttons">
      <IconButton
        label={t.call.minimise}
        icon="minimise"
        onClick={() => layout.send({ name: 'call-shrunk' })}
      />
      <span class="window-buttons-space" />
      {call && <DeviceButtons app={app} call={call} />}
      {call?.state.name === 'active' && (
        <IconButton label={t.safety.open} icon="shield" onClick={() => void showSafetyCheck(app)} />
      )}
      {document.pictureInPictureEnabled && hasPicture && (
        <IconButton
          label={t.call.pictureInPicture}
          icon="picture-in-picture"
          onClick={togglePictureInPicture}
        />
      )}
      {document.fullscreenEnabled && (
        <IconButton
          label={full ? t.call.leaveFullScreen : t.call.fullScreen}
          icon={full ? 'collapse' : 'expand'}
          onClick={toggleFullScreen}
        />
      )}
    </div>
  );
}

/** Where there is no room for them beside the buttons that they are about. */
function DeviceButtons({ app, call }: { app: AppModel; call: CallSnapshot }) {
  return (
    <div class="device-buttons">
      {deviceItems(app, call).map(({ label, icon, onClick }) => (
        <IconButton key={label} label={label} icon={icon} onClick={onClick} />
      ))}
    </div>
  );
}

/** Its code comes when it is asked for. */
async function showSafetyCheck(app: AppModel): Promise<void> {
  try {
    const { SafetyCheck } = await import('./SafetyCheck.tsx');
    const close = (): void => {
      app.over.value = undefined;
    };
    app.over.value = () => <SafetyCheck app={app} close={close} />;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}

// Browsers may refuse either; the call goes on as it is.
const refused = (): void => undefined;

function toggleFullScreen(): void {
  if (document.fullscreenElement) document.exitFullscreen().catch(refused);
  // The whole page, not the stage: chat and dialogs must stay in sight.
  else document.documentElement.requestFullscreen().catch(refused);
}

function togglePictureInPicture(): void {
  const video = document.querySelector<HTMLVideoElement>('video[data-picture=theirs]');
  if (document.pictureInPictureElement) document.exitPictureInPicture().catch(refused);
  else video?.requestPictureInPicture().catch(refused);
}
