// How much room the call takes: small, full screen, or a window of its own over other programs; and how large a screen is shown.
import type { AppModel } from '../../model/app-model.ts';
import type { PictureInPicture } from '../../model/picture-in-picture.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { openOver } from '../open-over.tsx';
import type { Commands } from './commands.ts';
import type { Zoom } from './use-zoom.ts';

export interface WindowButtonsProps {
  app: AppModel;
  commands: Commands;
  pip: PictureInPicture;
  zoom: Zoom;
}

export function WindowButtons({ app, commands, pip, zoom }: WindowButtonsProps) {
  const { layout, page } = app;
  const { pictureInPicture, fullScreen } = commands;
  const full = page.fullScreen.value;
  const keys = app.preferences.current.value.callKeys;
  const withKey = (label: string, key: string): string => (keys ? t.call.shortcut(label, key) : label);
  return (
    <div class="window-buttons">
      <IconButton
        label={t.call.minimise}
        icon="minimise"
        onClick={() => layout.send({ name: 'call-shrunk' })}
      />
      <span class="window-buttons-space" />
      {app.calls.live.value?.state.name === 'active' && (
        <IconButton label={t.safety.open} icon="shield" onClick={() => void showSafetyCheck(app)} />
      )}
      {zoom.of && (
        <IconButton
          label={zoomWords(zoom.of, zoom.on)}
          icon={zoom.on ? 'fit' : 'actual-size'}
          extraClass="zoom"
          onClick={zoom.toggle}
        />
      )}
      {pictureInPicture && (
        <IconButton
          label={t.call.pictureInPicture}
          title={withKey(t.call.pictureInPicture, 'P')}
          icon="picture-in-picture"
          pressed={pip.open.value}
          extraClass="spare"
          onClick={pictureInPicture}
        />
      )}
      {fullScreen && (
        <IconButton
          label={full ? t.call.leaveFullScreen : t.call.fullScreen}
          title={withKey(full ? t.call.leaveFullScreen : t.call.fullScreen, 'F')}
          icon={full ? 'collapse' : 'expand'}
          extraClass="spare"
          onClick={fullScreen}
        />
      )}
    </div>
  );
}

const showSafetyCheck = (app: AppModel): Promise<void> =>
  openOver(app, async () => (await import('./SafetyCheck.tsx')).SafetyCheck);

function zoomWords(of: 'screen' | 'theirs', on: boolean): string {
  if (of === 'screen') return on ? t.stage.fit : t.stage.actualSize;
  return on ? t.stage.wholePicture : t.stage.fillWindow;
}
