// Keeps the sound of a call, and makes a WAV file of it.

/** Hz. */
export const RATE = 48_000;
/** Below this share of the loudest possible it is silence: -40 dB. */
const SILENCE = 0.01;

export function createRecording() {
  const pieces = [];
  let length = 0;
  let loud = 0;
  let level = 0;
  return {
    /** Sound as `media.watchAudio` tells it: 10 ms of it. */
    add({ samples, sampleRate, channels }) {
      // The first channel, at one rate whatever it came with.
      const piece = Int16Array.from(
        { length: Math.round((samples.length / channels) * (RATE / sampleRate)) },
        (_, i) => samples[Math.floor((i * sampleRate) / RATE) * channels],
      );
      level = Math.sqrt(piece.reduce((sum, one) => sum + one * one, 0) / piece.length) / 32_768;
      pieces.push(piece);
      length += piece.length;
      if (level > SILENCE) loud += piece.length;
    },
    get seconds() {
      return length / RATE;
    },
    /** Of these, how many were no silence. */
    get loudSeconds() {
      return loud / RATE;
    },
    /** How loud it is at the moment, 0 to 1. */
    get level() {
      return level;
    },
    /** A RIFF file of 16-bit PCM in one channel. */
    wav() {
      const file = Buffer.alloc(44 + length * 2);
      file.write('RIFF', 0, 'latin1');
      file.writeUInt32LE(36 + length * 2, 4);
      file.write('WAVEfmt ', 8, 'latin1');
      file.writeUInt32LE(16, 16);
      file.writeUInt16LE(1, 20); // PCM
      file.writeUInt16LE(1, 22); // channels
      file.writeUInt32LE(RATE, 24);
      file.writeUInt32LE(RATE * 2, 28); // bytes a second
      file.writeUInt16LE(2, 32); // bytes a sample
      file.writeUInt16LE(16, 34); // bits a sample
      file.write('data', 36, 'latin1');
      file.writeUInt32LE(length * 2, 40);
      let at = 44;
      for (const piece of pieces) for (const sample of piece) at = file.writeInt16LE(sample, at);
      return file;
    },
  };
}
