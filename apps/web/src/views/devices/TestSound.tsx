// A few notes out of the chosen speaker.
import { useSignal } from '@preact/signals';
import type { AppModel } from '../../model/app-model.ts';
import { playTestSound } from '../../model/devices/test-sound.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';

export function TestSound({ app }: { app: AppModel }) {
  const { audio, sink } = app.devices;
  const state = useSignal<'idle' | 'playing' | 'failed'>('idle');
  const play = async (): Promise<void> => {
    const context = audio();
    if (!context || state.value === 'playing') return;
    state.value = 'playing';
    try {
      await playTestSound({ context, sink: sink.peek(), timers: app.timers, makePlayer: () => new Audio() });
      state.value = 'idle';
    } catch {
      state.value = 'failed';
    }
  };
  const words = { idle: '', playing: t.devices.playing, failed: t.devices.noTestSound };
  return (
    <div class="test-sound">
      <Button icon="sound" busy={state.value === 'playing'} onClick={() => void play()}>
        {t.devices.testSound}
      </Button>
      <p class={state.value === 'failed' ? 'device-note' : 'unseen'} role="status">
        {words[state.value]}
      </p>
    </div>
  );
}
