// How this device calls a person: ring, sounds and notifications.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { findDevice } from '../../model/devices/devices.ts';
import { RING_TONES } from '../../model/ring-tones.ts';
import { playOnce } from '../../model/sounds.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { Switch } from '../../ui/Switch.tsx';

/** The tone and its volume are tried together. */
export function Ringing({ app }: { app: AppModel }) {
  const { ringTone, ringVolume } = app.preferences.current.value;
  const stop = useSignal<(() => void) | undefined>(undefined);
  const hush = (): void => {
    stop.value?.();
    stop.value = undefined;
  };
  const play = (tone = ringTone): void => {
    hush();
    app.devices.ringing.value = true;
    const { ms, stop: silence } = playOnce(app.audio(), tone, app.preferences.current.peek().ringVolume);
    const cancel = app.timers.after(ms, hush);
    stop.value = () => {
      cancel();
      silence();
      app.devices.ringing.value = app.calls.live.peek()?.state.name === 'ringing';
    };
  };
  useEffect(() => hush, []);
  const percent = Math.round(ringVolume * 100);
  return (
    <>
      <Choice
        id="ring-tone"
        label={t.status.ringTone}
        options={RING_TONES.map((tone) => ({ value: tone, label: t.status.tones[tone] }))}
        value={ringTone}
        change={(tone) => {
          app.preferences.set({ ringTone: tone });
          play(tone);
        }}
      >
        <Button icon="sound" onClick={() => (stop.value ? hush() : play())}>
          {stop.value ? t.status.stop : t.status.play}
        </Button>
      </Choice>
      <Slider
        id="ring-volume"
        label={t.status.volume}
        value={ringVolume}
        spoken={t.status.volumeOf(percent)}
        text={percent === 0 ? t.status.silent : undefined}
        change={(volume) => app.preferences.set({ ringVolume: volume })}
        settled={() => play()}
      />
    </>
  );
}

/** Where the browser lets the page's own sound go somewhere else, and has told which places there are. */
export function RingOutput({ app: { devices } }: { app: AppModel }) {
  const { settings, list, refresh } = devices;
  useEffect(refresh, []);
  const speakers = list.value.filter(({ kind }) => kind === 'speaker');
  const chosen = settings.ringer.value;
  if (!('setSinkId' in AudioContext.prototype) || speakers.length === 0) return null;
  const found = findDevice(chosen, speakers, 'speaker');
  const away = chosen && !found ? chosen : undefined;
  return (
    <Choice
      id="ring-output"
      label={t.status.ringOn}
      options={[
        { value: '', label: t.status.ringWhereCalls },
        ...speakers.map(({ id, label }) => ({ value: id, label })),
        ...(away ? [{ value: away.id, label: t.devices.away(away.label) }] : []),
      ]}
      value={found?.id ?? away?.id ?? ''}
      change={(id) => {
        const next = speakers.find((speaker) => speaker.id === id);
        settings.set({ ringer: next && { id: next.id, label: next.label } });
      }}
    />
  );
}

export function UrgentCalls({ app: { preferences } }: { app: AppModel }) {
  return (
    <Switch
      id="urgent-calls"
      label={t.status.urgent}
      text={t.status.urgentText}
      on={preferences.current.value.urgentCalls}
      change={(on) => preferences.set({ urgentCalls: on })}
    />
  );
}

export function NewTexts({ app: { preferences } }: { app: AppModel }) {
  const { textSound, textNotice } = preferences.current.value;
  return (
    <>
      <Switch
        id="text-sound"
        label={t.status.textSound}
        text={t.status.textSoundText}
        on={textSound}
        change={(on) => preferences.set({ textSound: on })}
      />
      <Choice
        id="text-notice"
        label={t.status.textNotice}
        text={t.status.textNoticeText}
        options={(['text', 'name', 'nothing'] as const).map((value) => ({
          value,
          label: t.status.textNotices[value],
        }))}
        value={textNotice}
        change={(value) => preferences.set({ textNotice: value })}
      />
    </>
  );
}
