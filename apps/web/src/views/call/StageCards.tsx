// What the stage tells for a while, in the way of nothing: the other's camera has come on, a text has come.
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { newestFrom, type Newest } from '../../model/newest.ts';
import { t } from '../../i18n/strings.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** How long a question that nobody answers stays. */
const ASKS = 20_000;
const SHOWS = 7_000;

/** In a voice call the other's camera has come on: one may turn one's own on too, or let it be. */
export function CameraPrompt({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const theirs = call.state.name === 'active' && call.remote?.status.camera === true;
  const own = call.local.status.camera;
  const answered = useSignal(false);
  useEffect(() => {
    // Off and on again is news again.
    if (!theirs) answered.value = false;
  }, [theirs]);
  const asks = call.media === 'voice' && theirs && !own && !answered.value;
  useEffect(() => {
    if (own) answered.value = true;
  }, [own]);
  useEffect(() => (asks ? app.timers.after(ASKS, () => (answered.value = true)) : undefined), [asks]);
  return (
    <div role="status">
      {asks && (
        <div class="stage-card">
          <Icon name="video" size={20} />
          <p>{t.stage.theirCameraOn(call.with)}</p>
          <div class="stage-card-buttons">
            <Button kind="quiet" onClick={() => (answered.value = true)}>
              {t.stage.notNow}
            </Button>
            <Button kind="primary" onClick={app.calls.toggleCamera}>
              {t.stage.mineToo}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}

/** A text that comes while the chat is closed: shown for a moment, and a press away. */
export function ChatPreview({ app, call }: { app: AppModel; call: CallSnapshot }) {
  const { conversations, layout, timers } = app;
  const conversation = conversations.of(call.with);
  const unread = conversation.unread.value;
  const before = useRef(unread);
  const shown = useSignal<Newest | undefined>(undefined);
  const held = useSignal(false);
  useEffect(() => {
    if (unread > before.current) shown.value = newestFrom(conversation);
    if (unread === 0) shown.value = undefined;
    before.current = unread;
  }, [unread]);
  const newest = shown.value;
  const words = newest?.kind === 'file' ? t.stage.sentFile : newest?.text;
  useEffect(
    () =>
      words !== undefined && !held.value ? timers.after(SHOWS, () => (shown.value = undefined)) : undefined,
    [words, held.value, unread],
  );
  return (
    <div role="status">
      {words !== undefined && (
        <button
          type="button"
          class="stage-card chat-preview"
          title={words}
          onPointerEnter={() => (held.value = true)}
          onPointerLeave={() => (held.value = false)}
          onFocus={() => (held.value = true)}
          onBlur={() => (held.value = false)}
          onClick={() => {
            shown.value = undefined;
            layout.send({ name: 'chat-toggled' });
          }}
        >
          <Avatar name={call.with} />
          <span class="chat-preview-words">
            <bdi class="chat-preview-name">{call.with}</bdi>
            <span dir="auto">{words}</span>
          </span>
        </button>
      )}
    </div>
  );
}
