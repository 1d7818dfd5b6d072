// One call: picked up after two rings, recorded until the caller hangs up, and told in a text how much that was.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BARS, paintCard } from './card.mjs';
import { createRecording, RATE } from './recording.mjs';

/** Milliseconds. */
const TWO_RINGS = 4_000;
const LONGEST_MESSAGE = 60_000;
const BETWEEN_BEEPS = 5_000;
const BETWEEN_PICTURES = 200;

/** Half a second of 1,000 Hz. */
const BEEP = Int16Array.from(
  { length: RATE / 2 },
  (_, i) => 8_000 * Math.sin((2 * Math.PI * 1_000 * i) / RATE),
);

export function answer(call, { parley, media, camera, microphone, folder }) {
  const recording = createRecording();
  const timers = [setTimeout(pickUp, TWO_RINGS)];
  const levels = [];
  let listenedTo;
  let stopListening = () => {};
  console.log(`${call.with} calls`);

  function pickUp() {
    call.accept('video', { tracks: { camera: camera.track, microphone: microphone.track } });
    microphone.samples(BEEP, RATE);
    timers.push(
      setInterval(() => microphone.samples(BEEP, RATE), BETWEEN_BEEPS),
      setInterval(paint, BETWEEN_PICTURES),
      setTimeout(() => call.hangUp(), LONGEST_MESSAGE),
    );
  }

  function paint() {
    levels.push(recording.level);
    if (levels.length > BARS) levels.shift();
    camera.frame(paintCard({ levels, hasDot: Date.now() % 1_000 < 500 }));
  }

  call.on('changed', () => {
    // It is there, and silent, before the call is accepted; it is another one when the connection had to be made anew.
    const track = call.remote?.tracks.microphone;
    if (track && track !== listenedTo) {
      stopListening();
      stopListening = media.watchAudio(track, recording.add);
      listenedTo = track;
    }
    if (call.state.name !== 'ended') return;
    stopListening();
    for (const timer of timers) clearInterval(timer);
    if (recording.seconds > 0) keep();
    else console.log(`${call.with} left no message (${call.state.reason})`);
  });

  function keep() {
    // An account has no characters that would lead out of the folder.
    const file = join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${call.with}.wav`);
    writeFileSync(file, recording.wav(), { mode: 0o600 });
    console.log(`${call.with} left a message: ${file}`);
    const [all, loud] = [recording.seconds, recording.loudSeconds].map((seconds) => seconds.toFixed(1));
    const text = `Thank you. I have recorded ${all} s, and heard something for ${loud} s of them.`;
    parley.chat.send(call.with, text);
  }
}
