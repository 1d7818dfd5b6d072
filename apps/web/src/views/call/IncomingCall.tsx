// Somebody calls: over everything, until it is answered one way or another; beside a call that goes on, as a small card.
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren, ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import type { AnswerByTextProps } from './AnswerByText.tsx';

export interface RingProps {
  app: AppModel;
  call: CallSnapshot;
}

export function IncomingCall({ app }: { app: AppModel }) {
  const { live, ringing } = app.calls;
  const call = ringing.value;
  if (!call) return null;
  const held = call.id === live.value?.id ? undefined : live.value;
  return held ? (
    <SecondRing key={call.id} app={app} call={call} held={held} />
  ) : (
    <Ring key={call.id} app={app} call={call} />
  );
}

function Ring({ app, call }: RingProps) {
  const { media } = call;
  return (
    <AlertDialog label={t.call.incoming(media, call.with)} extraClass="incoming">
      <div class="incoming-rings">
        <span class="incoming-ring" aria-hidden="true" />
        <span class="incoming-ring" aria-hidden="true" />
        <Avatar name={call.with} size="huge" />
      </div>
      <p class="incoming-name" dir="auto">
        {call.with}
      </p>
      <p class="incoming-kind">{t.call.incomingShort(media)}</p>
      <Answers app={app} call={call}>
        <WithoutCamera app={app} call={call} />
      </Answers>
    </AlertDialog>
  );
}

/** The one who talks goes on talking, and typing: it takes the focus from nothing that is being written. */
function SecondRing({ app, call, held }: RingProps & { held: CallSnapshot }) {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isWriting(document.activeElement)) card.current?.focus({ preventScroll: true });
  }, []);
  const label = t.call.incoming(call.media, call.with);
  return (
    <div
      ref={card}
      class="second-ring"
      role="alertdialog"
      aria-label={label}
      aria-describedby="second-ring-hold"
      tabIndex={-1}
    >
      <p class="unseen" role="alert">
        {label}
      </p>
      <div class="second-ring-head">
        <Avatar name={call.with} />
        <div class="second-ring-words">
          <p class="second-ring-name">
            <bdi>{call.with}</bdi>
          </p>
          <p class="incoming-kind">{t.call.incomingShort(call.media)}</p>
        </div>
      </div>
      <p class="second-ring-hold" id="second-ring-hold">
        {t.manners.willBeHeld(held.with)}
      </p>
      <Answers app={app} call={call}>
        <WithoutCamera app={app} call={call} />
        <Button kind="quiet" onClick={() => app.calls.endAndAnswer(call.media)}>
          {t.manners.endAndAnswer}
        </Button>
      </Answers>
    </div>
  );
}

function WithoutCamera({ app, call }: RingProps) {
  if (call.media === 'voice') return null;
  return (
    <Button kind="quiet" onClick={() => app.calls.accept('voice')}>
      {t.call.answerWithoutCamera}
    </Button>
  );
}

/** Yes, no, and `children` between them and an answer in words. */
function Answers({ app, call, children }: RingProps & { children: ComponentChildren }) {
  const { calls } = app;
  const byText = useSignal<ComponentType<AnswerByTextProps> | undefined>(undefined);
  const more = useRef<HTMLDivElement>(null);
  const back = (): void => {
    byText.value = undefined;
    // What had the focus is gone with the words: it goes to what had led there.
    requestAnimationFrame(() => more.current?.querySelector<HTMLElement>('button:last-child')?.focus());
  };
  if (byText.value) return <byText.value app={app} call={call} back={back} />;
  return (
    <>
      <div class="incoming-buttons">
        <Button kind="danger" icon="hang-up" onClick={calls.decline}>
          {t.call.decline}
        </Button>
        <Button
          kind="accept"
          icon={call.media === 'video' ? 'video' : 'phone'}
          onClick={() => calls.accept(call.media)}
        >
          {t.call.accept}
        </Button>
      </div>
      <div ref={more} class="incoming-more">
        {children}
        <Button kind="quiet" onClick={() => void showAnswerByText(byText)}>
          {t.manners.answerByText.open}
        </Button>
      </div>
    </>
  );
}

async function showAnswerByText(place: Signal<ComponentType<AnswerByTextProps> | undefined>): Promise<void> {
  try {
    const { AnswerByText } = await import('./AnswerByText.tsx');
    place.value = AnswerByText;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}

function isWriting(element: Element | null): boolean {
  return element !== null && element.matches('input, textarea');
}
