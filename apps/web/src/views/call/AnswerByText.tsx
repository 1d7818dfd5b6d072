// Instead of an answer to the call: a few words into the conversation, chosen or one's own.
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';

export interface AnswerByTextProps {
  app: AppModel;
  call: CallSnapshot;
  back: () => void;
}

export function AnswerByText({ app, call, back }: AnswerByTextProps) {
  const words = useSignal('');
  const form = useRef<HTMLFormElement>(null);
  // What was pressed to come here is gone.
  useLayoutEffect(() => form.current?.querySelector('button')?.focus({ preventScroll: true }), []);
  const { quick, label, own, send, hint, back: backWords } = t.manners.answerByText;
  return (
    <form
      ref={form}
      class="answer-by-text"
      aria-label={label(call.with)}
      onKeyDown={(event) => {
        // While an input method composes, Escape is its own.
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        back();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (words.value.trim() !== '') app.answerByText(words.value.trim());
      }}
    >
      <ul role="list">
        {quick.map((text) => (
          <li key={text}>
            <button type="button" class="quick-text" onClick={() => app.answerByText(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
      <div class="answer-by-text-own">
        <input
          type="text"
          dir="auto"
          maxLength={500}
          aria-label={own}
          placeholder={own}
          value={words.value}
          onInput={(event) => (words.value = event.currentTarget.value)}
        />
        <Button type="submit" kind="primary" icon="send">
          {send}
        </Button>
      </div>
      <p class="incoming-kind">{hint}</p>
      <Button kind="quiet" onClick={back}>
        {backWords}
      </Button>
    </form>
  );
}
