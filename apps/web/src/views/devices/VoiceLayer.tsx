// What the own microphone hears, at its button; that it is muted, when somebody talks all the same; and the space bar held to talk.
import '../../styles/devices.css';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { createVoice, type Voice } from '../../model/devices/voice.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { usePushToTalk } from './use-push-to-talk.ts';

const MICROPHONE = '.control-microphone';

export function VoiceLayer({ app }: { app: AppModel }) {
  const layer = useRef<HTMLDivElement>(null);
  const voice = useVoice(app);
  const held = useSignal(false);
  usePushToTalk({ app, held, button: MICROPHONE, on: app.preferences.current.value.callKeys });
  useSignalEffect(() => {
    const level = voice.level.value;
    // Past the views: ten times a second nothing else is to be drawn anew.
    const button = layer.current?.closest('.stage')?.querySelector<HTMLElement>(MICROPHONE);
    button?.style.setProperty('--level', level.toFixed(2));
  });
  const words = held.value ? t.devices.talkingByKey : voice.mutedTalking.value ? wordsFor(app) : '';
  return (
    <div ref={layer} role="status">
      {words !== '' && (
        <div class="stage-card voice-card">
          <Icon name={held.value ? 'mic' : 'mic-off'} size={20} />
          <p>{words}</p>
        </div>
      )}
    </div>
  );
}

function useVoice(app: AppModel): Voice {
  const voice = useMemo(
    () => createVoice({ calls: app.calls, timers: app.timers, hear: app.devices.hear }),
    [],
  );
  useEffect(() => voice.close, []);
  return voice;
}

/** Who has no keyboard has no keys to be told of, nor who has turned them off. */
function wordsFor({ page, preferences }: AppModel): string {
  if (!page.wide.value || !matchMedia('(hover: hover)').matches) return t.devices.mutedTalkingTouch;
  return preferences.current.value.callKeys ? t.devices.mutedTalkingKeys : t.devices.mutedTalkingClick;
}
