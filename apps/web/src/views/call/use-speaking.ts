// Whether the voice in a track is heard. Measured on this device, and only while somebody looks at it.
import { useSignal, type ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { loudness, SILENT, speechStep } from '../../model/speech.ts';
import type { Timers } from '../../model/timers.ts';

const EVERY = 100;

export function useSpeaking(track: MediaStreamTrack | undefined, timers: Timers): ReadonlySignal<boolean> {
  const speaking = useSignal(false);
  useEffect(() => {
    if (!track || !('AudioContext' in window)) return undefined;
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 1024;
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let speech = SILENT;
    const stop = timers.every(EVERY, () => {
      analyser.getFloatTimeDomainData(samples);
      speech = speechStep(speech, loudness(samples), timers.now());
      speaking.value = speech.speaking;
    });
    return () => {
      stop();
      speaking.value = false;
      context.close().catch(() => undefined); // Closed with its page already.
    };
  }, [track]);
  return speaking;
}
