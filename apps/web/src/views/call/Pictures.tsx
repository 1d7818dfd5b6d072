// The pictures of a call. Changing places is a change of class: no video is ever made anew for it.
import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import type { Playback } from '../../model/playback.ts';
import type { PictureName, Stage } from '../../model/stage.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { isMirrored } from '../devices/flip.ts';
import { ScreenView } from './ScreenView.tsx';
import { Video } from './Video.tsx';

/** Width by height of what each picture shows; 0 until a first frame has come. */
export type Seen = Readonly<Record<PictureName, number>>;

export interface PicturesProps {
  app: AppModel;
  call: CallSnapshot;
  stage: Stage;
  seen: Signal<Seen>;
  playback: Playback;
  /** Whether a screen is shown at its actual size. */
  actual: boolean;
  /** Shows the other's picture whole, or over all of the stage, where there is a choice. */
  fitToggled: (() => void) | undefined;
}

export function Pictures({ app, call, stage, seen, playback, actual, fitToggled }: PicturesProps) {
  const { remote, local } = call;
  // On hold nothing comes, whatever is on over there.
  const theirs = remote?.status.camera === true && !call.held;
  const see =
    (which: PictureName) =>
    (aspect: number): void => {
      if (seen.value[which] !== aspect) seen.value = { ...seen.value, [which]: aspect };
    };
  const theirsPlace = placeOf('theirs', stage);
  const waiting = call.state.name === 'ringing' || call.state.name === 'dialling';
  return (
    <>
      {remote && (
        <Frame name="theirs" place={theirsPlace} pressedTwice={fitToggled}>
          {theirsPlace !== 'large' && !theirs && <Avatar name={call.with} size="large" />}
          <Video
            name="theirs"
            label={t.call.theirVideo(call.with)}
            stream={remote.stream}
            shown={theirs}
            muted={waiting}
            onPicture={see('theirs')}
            onStill={app.calls.renewPicture}
            playback={playback}
            sink={app.devices.sink.value}
            sinkFailed={app.devices.refresh}
          />
        </Frame>
      )}
      {remote?.status.screen && !call.held && (
        <Frame name="screen" place={placeOf('screen', stage)}>
          <ScreenView label={t.call.theirScreen(call.with)} actual={actual && stage.large === 'screen'}>
            <Video
              name="screen"
              label={t.call.theirScreen(call.with)}
              stream={remote.screen}
              shown
              muted={waiting}
              onPicture={see('screen')}
              playback={playback}
            />
          </ScreenView>
        </Frame>
      )}
      {(local.picture || stage.small === 'own') && (
        <Frame name="own" place={placeOf('own', stage)}>
          {local.picture ? (
            <Video
              name="own"
              label={t.call.yourVideo}
              stream={local.picture}
              shown
              muted
              onPicture={see('own')}
              mirrored={isMirrored(app, local.tracks.camera)}
              playback={playback}
            />
          ) : (
            <Avatar name={app.user} size="large" />
          )}
        </Frame>
      )}
    </>
  );
}

type Place = 'large' | 'small' | 'extra' | 'none';

function placeOf(name: PictureName, { large, small, extra }: Stage): Place {
  if (name === large) return 'large';
  if (name === small) return 'small';
  return name === extra ? 'extra' : 'none';
}

interface FrameProps {
  name: PictureName;
  place: Place;
  /** A short way for a hand: a button says the same. */
  pressedTwice?: (() => void) | undefined;
  children: ComponentChildren;
}

function Frame({ name, place, pressedTwice, children }: FrameProps) {
  return (
    <div class={`picture picture-${name} picture-${place}`} onDblClick={pressedTwice}>
      {children}
    </div>
  );
}
