// Picture in picture and the browser's media hub, for as long as the stage is there.
import { useEffect, useMemo } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { createMediaSession, type MediaHub } from '../../model/media-session.ts';
import {
  createPictureInPicture,
  type PictureInPicture,
  type WindowMaker,
} from '../../model/picture-in-picture.ts';
import { t } from '../../i18n/strings.ts';

export function usePip(app: AppModel): PictureInPicture {
  const pip = useMemo(
    () =>
      createPictureInPicture({
        maker: (window as { documentPictureInPicture?: WindowMaker }).documentPictureInPicture,
        document,
        video: () => document.querySelector<HTMLVideoElement>('video[data-picture=theirs]') ?? undefined,
      }),
    [],
  );
  useEffect(() => {
    const { calls } = app;
    const session = createMediaSession({
      hub: (navigator as { mediaSession?: MediaHub }).mediaSession,
      describe: (call) => new MediaMetadata({ title: t.call.region(call.with), artist: t.product }),
      live: calls.live,
      actions: {
        togglemicrophone: calls.toggleMicrophone,
        togglecamera: calls.toggleCamera,
        hangup: calls.hangUp,
        enterpictureinpicture: pip.follow,
      },
    });
    return () => {
      session.close();
      pip.close();
    };
  }, []);
  const visible = app.page.visible.value;
  useEffect(() => {
    if (visible) pip.returned();
  }, [visible]);
  return pip;
}
