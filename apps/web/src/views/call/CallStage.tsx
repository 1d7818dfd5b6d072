// The stage of a call: pictures, who it is, how it stands, and the controls.
import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import '../../styles/call.css';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { createPlayback, type Playback } from '../../model/playback.ts';
import { stageOf, type PictureName, type Stage } from '../../model/stage.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { DeviceMenuSlot } from '../devices/DeviceMenuSlot.tsx';
import { VoiceLayer } from '../devices/VoiceLayer.tsx';
import { CallStatus } from './CallStatus.tsx';
import { CallTimer } from './CallTimer.tsx';
import { commandsOf } from './commands.ts';
import { Controls } from './Controls.tsx';
import { LineSign } from './LineSign.tsx';
import { HeldCall } from './HeldCall.tsx';
import { Pictures, type Seen } from './Pictures.tsx';
import { Problems } from './Problems.tsx';
import { ShareBar } from './ShareBar.tsx';
import { CameraPrompt, ChatPreview } from './StageCards.tsx';
import { useIdle } from './use-idle.ts';
import { usePip } from './use-pip.ts';
import { usePipView } from './PipView.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useSpeaking } from './use-speaking.ts';
import { useSmallPicture, type Shapes, type SmallPicture } from './use-small-picture.ts';
import { useZoom } from './use-zoom.ts';
import { WindowButtons } from './WindowButtons.tsx';

export interface CallStageProps {
  app: AppModel;
  call: CallSnapshot;
}

export function CallStage({ app, call }: CallStageProps) {
  const { calls, layout } = app;
  const seen = useSignal<Seen>({ theirs: 0, screen: 0, own: 0 });
  const playback = usePlayback();
  const { idle, stir } = useIdle(app.timers);
  useLeaveFullScreen();
  const stage = stageOf(call, calls.swapped.value);
  const pip = usePip(app);
  usePipView(pip.window.value, { app, playback });
  const commands = commandsOf({ app, call, stage, pip });
  useShortcuts(window, commands, app.preferences.current.value.callKeys);
  const tile = layout.state.value.call.name === 'tile';
  const element = useRef<HTMLDivElement>(null);
  const small = useSmallPicture(element, app.preferences, shapesOf(stage, seen.value));
  const bare = useComputed(() => !seen.value[stage.large === 'screen' ? 'screen' : 'theirs']);
  const head = showsHead(call, stage, bare.value) ? 'centre' : 'top';
  const zoom = useZoom(element, { stage, seen, bare: head === 'centre' });
  return (
    <div
      ref={element}
      class="stage"
      data-head={head}
      data-phase={stage.phase === 'ringing-beside' ? 'ringing' : stage.phase}
      data-idle={idle.value}
      data-fit={zoom.fit}
      onPointerMove={stir}
      onKeyDown={stir}
    >
      <Pictures
        {...{ app, call, stage, seen, playback }}
        actual={zoom.actual && !tile}
        fitToggled={zoom.of === 'theirs' ? zoom.toggle : undefined}
      />
      <div class="stage-top">
        <Head app={app} call={call} stage={stage} alone={head === 'centre'} />
        {!tile && (
          <div class="stage-notes">
            <VoiceLayer app={app} />
            <Problems app={app} call={call} />
            <CameraPrompt app={app} call={call} />
            <ChatPreview app={app} call={call} />
          </div>
        )}
        {tile && <VoiceLayer app={app} />}
      </div>
      {!tile && <WindowButtons {...{ app, commands, pip, zoom }} />}
      {!tile && stage.small && <SwapButton app={app} small={small} />}
      <div class="tap-to-hear" aria-live="polite">
        {playback.blocked.value && (
          <Button kind="primary" icon="sound" onClick={playback.tap}>
            {t.call.tapToHear}
          </Button>
        )}
      </div>
      {!tile && <DeviceMenuSlot app={app} call={call} />}
      {tile ? <TileButtons app={app} /> : <Controls {...{ app, call, commands, small }} />}
    </div>
  );
}

/** Over the small picture: pressing swaps the two, dragging and arrow keys move it. */
function SwapButton({ app: { calls }, small }: { app: AppModel; small: SmallPicture }) {
  return (
    <>
      <button
        type="button"
        class="swap"
        aria-label={t.call.swap}
        aria-describedby="swap-hint"
        title={t.call.swap}
        onPointerDown={small.onPointerDown}
        onKeyDown={small.onKeyDown}
        onClick={(event) => {
          if (small.isClick(event)) calls.swapped.value = !calls.swapped.value;
        }}
      />
      <p class="unseen" id="swap-hint">
        {t.stage.swapHint}
      </p>
      <p class="unseen" role="status">
        {small.told.value}
      </p>
    </>
  );
}

/** A picture that is not there yet, or off, is as wide as most. */
function shapesOf({ small, extra }: Stage, seen: Seen): Shapes | undefined {
  if (!small) return undefined;
  const shapeOf = (name: PictureName): number => seen[name] || 4 / 3;
  return { small: shapeOf(small), extra: extra && shapeOf(extra) };
}

/** Where the large picture shows nothing, the person stands in the middle instead. */
function showsHead(call: CallSnapshot, stage: Stage, bare: boolean): boolean {
  if (stage.large === 'own' || call.state.name === 'dialling') return call.local.picture === undefined;
  if (stage.large === 'screen') return false;
  return bare || call.held || !call.remote?.status.camera;
}

interface HeadProps extends CallStageProps {
  stage: Stage;
  /** Whether there is no picture: then it is to be seen who speaks. */
  alone: boolean;
}

function Head({ app, call, stage, alone }: HeadProps) {
  const { state } = call;
  const heard = alone && state.name === 'active';
  const speaking = useSpeaking(heard ? call.remote?.tracks.microphone : undefined, app.timers);
  return (
    <div class="call-head" data-speaking={speaking.value}>
      <Avatar name={call.with} size="huge" />
      <p class="call-name">
        <bdi>{call.with}</bdi>
        {state.name === 'active' && <LineSign call={call} />}
        {state.name === 'active' && <CallTimer since={state.since} timers={app.timers} />}
      </p>
      <CallStatus stage={stage} call={call} />
      <ShareBar app={app} call={call} />
      <HeldCall app={app} call={call} />
    </div>
  );
}

function TileButtons({ app }: { app: AppModel }) {
  return (
    <div class="tile-buttons">
      <button
        type="button"
        class="tile-return"
        aria-label={t.call.returnTo}
        title={t.call.returnTo}
        onClick={() => app.layout.send({ name: 'call-enlarged' })}
      />
      <IconButton label={t.call.hangUp} icon="hang-up" extraClass="tile-hang-up" onClick={app.calls.hangUp} />
    </div>
  );
}

/** A window that fills the screen without a call in it is a trap. */
function useLeaveFullScreen(): void {
  useEffect(
    () => () => {
      if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
    },
    [],
  );
}

function usePlayback(): Playback {
  const playback = useMemo(() => createPlayback(window), []);
  useEffect(() => () => playback.close(), []);
  return playback;
}
