// Shows what is read from a file at the pace at which it was made, picture and sound by one clock.

export const RATE = 48_000;
/** Pictures a second. */
export const FPS = 25;
/** Ms of sound that are read at a time. */
export const CHUNK = 20;
export const CHUNK_BYTES = (RATE / 1_000) * CHUNK * 2;

/** Ms of sound that wait to be sent: enough for a busy moment. */
const AHEAD = 100;
/** Ms of a device's sound that may wait: what is older is not worth hearing. */
const OLDEST = 300;
/** Ms after which a picture is too late to be shown. */
const LATE = 100;

export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** What is read, `undefined` at its end. */
export type Pull = () => Promise<Buffer | undefined>;

export interface SoundOut {
  readonly queued: number;
  samples(samples: Int16Array, rate: number): void;
  clear(): void;
}

export interface PictureOut {
  frame(data: Uint8Array): void;
}

/** Where a file is at, in ms. The sound leads, because a gap in it is heard; without any, the clock alone. */
export function createPosition(clock: Clock): { set(ms: number): void; get(): number } {
  let zero = clock.now();
  return {
    set(ms) {
      zero = clock.now() - ms;
    },
    get: () => clock.now() - zero,
  };
}

export type Position = ReturnType<typeof createPosition>;

/** Resolves when all has been sent. At most one chunk is held here, beside `AHEAD` ms that wait to be sent. */
export async function paceSound(
  pull: Pull,
  out: SoundOut,
  { clock, position }: { clock: Clock; position: Position },
): Promise<void> {
  let sent = 0;
  for (let chunk = await pull(); chunk; chunk = await pull()) {
    while (out.queued >= AHEAD) await clock.sleep(CHUNK / 2);
    out.samples(samplesOf(chunk), RATE);
    sent += CHUNK;
    position.set(sent - out.queued);
  }
  while (out.queued > 0) await clock.sleep(CHUNK);
}

/** Resolves when all has been shown. At most one picture is held here. */
export async function pacePictures(
  pull: Pull,
  out: PictureOut,
  { clock, position }: { clock: Clock; position: Position },
): Promise<void> {
  let due = 0;
  for (let picture = await pull(); picture; picture = await pull()) {
    for (let early = due - position.get(); early > 0; early = due - position.get()) await clock.sleep(early);
    if (position.get() - due < LATE) out.frame(picture);
    due += 1_000 / FPS;
  }
}

/** Sound of a device, at its own pace. */
export async function passSound(pull: Pull, out: SoundOut): Promise<void> {
  for (let chunk = await pull(); chunk; chunk = await pull()) {
    if (out.queued > OLDEST) out.clear();
    out.samples(samplesOf(chunk), RATE);
  }
}

/** Pictures of a device, at its own pace. */
export async function passPictures(pull: Pull, out: PictureOut): Promise<void> {
  for (let picture = await pull(); picture; picture = await pull()) out.frame(picture);
}

/** s16le. A copy, because a piece of a stream may begin at an odd address. */
function samplesOf(bytes: Buffer): Int16Array {
  return new Int16Array(Uint8Array.from(bytes).buffer);
}
