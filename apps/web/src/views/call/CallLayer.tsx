// The call that is going on: filling the window, or a tile in the corner. The stage's code comes when it is needed.
// While somebody calls it is there already, out of sight, so that Accept only has to uncover it.
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { stageOf } from '../../model/stage.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { CallStatus } from './CallStatus.tsx';
import type { CallStageProps } from './CallStage.tsx';

export function CallLayer({ app }: { app: AppModel }) {
  const Stage = useStage(app);
  const call = app.calls.live.value;
  if (!call) return null;
  return (
    <CallRegion key={call.with} app={app} call={call}>
      {Stage ? <Stage app={app} call={call} /> : <Waiting app={app} call={call} />}
    </CallRegion>
  );
}

/** Fetched once a person is looked at, or rings. */
function useStage(app: AppModel): ComponentType<CallStageProps> | undefined {
  const stage = useSignal<ComponentType<CallStageProps> | undefined>(undefined);
  const wanted = app.layout.selected.value !== undefined || app.calls.live.value !== undefined;
  const phase = app.calls.live.value?.state.name;
  useEffect(() => {
    if (wanted && !stage.value) void loadStage(stage);
  }, [wanted, phase]);
  return stage.value;
}

async function loadStage(stage: Signal<ComponentType<CallStageProps> | undefined>): Promise<void> {
  try {
    const { CallStage } = await import('./CallStage.tsx');
    stage.value = CallStage;
  } catch {
    // Tried again at the next step of the call; hanging up works meanwhile.
  }
}

interface CallRegionProps {
  app: AppModel;
  call: CallSnapshot;
  children: ComponentChildren;
}

function CallRegion({ app, call, children }: CallRegionProps) {
  const region = useRef<HTMLElement>(null);
  const place = app.layout.state.value.call.name;
  const hidden = place === 'none';
  useLayoutEffect(() => {
    if (hidden) return undefined;
    const element = region.current;
    element?.focus({ preventScroll: true });
    return () => {
      // The controls go away: what had the focus is followed by the conversation's heading.
      if (element?.contains(document.activeElement)) focusHeading();
    };
  }, [hidden]);
  return (
    <section ref={region} class="call" aria-label={t.call.region(call.with)} tabIndex={-1} data-place={place}>
      {children}
    </section>
  );
}

function focusHeading(): void {
  requestAnimationFrame(() => {
    document.querySelector<HTMLElement>('.conversation-head h2')?.focus({ preventScroll: true });
  });
}

function Waiting({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const stage = stageOf(call, false);
  return (
    <div class="call-waiting">
      <p class="call-name">
        <bdi>{call.with}</bdi>
      </p>
      <CallStatus stage={stage} call={call} />
      <Button kind="danger" icon="hang-up" onClick={app.calls.hangUp}>
        {t.call.hangUp}
      </Button>
    </div>
  );
}
