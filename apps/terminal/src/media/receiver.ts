// What one call receives, watched and put into its sinks: the other's screen while there is one, else their camera.
import type { Call } from '@parley/client';
import type { NodeMedia } from '@parley/client/node';
import { Failure } from '../exit.ts';
import { FPS } from './pace.ts';
import type { CallPlan } from './plan.ts';
import { openRecording, openWindow, type Recording, type Sink } from './sinks.ts';

export interface Receiver {
  /** The call has begun: what comes from now on is kept. */
  begin(): void;
  /** The call has changed: its tracks may be others. */
  look(): void;
  /** Stops, and waits until all is written. */
  finish(): Promise<void>;
}

export interface ReceiverOptions {
  call: Call;
  media: NodeMedia;
  plan: Pick<CallPlan, 'record' | 'play' | 'size'>;
  onProblem: (failure: Failure) => void;
  onWindowClosed: () => void;
  onRecorded: (recorded: { file: string; seconds: number }) => void;
}

export function createReceiver({ call, media, plan, onProblem, ...on }: ReceiverOptions): Receiver {
  let sinks: Sink[] = [];
  let recording: Recording | undefined;
  let started = 0;
  let opening: Promise<void> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  const watched = { picture: createWatch(media.watchVideo), sound: createWatch(media.watchAudio) };
  const elapsed = (): number => performance.now() - started;
  const fail = (cause: unknown): void => {
    if (!(cause instanceof Failure)) throw cause;
    onProblem(cause);
  };

  function add(sink: Sink, onClosed: () => void): void {
    sinks.push(sink);
    void sink.over.then((failure) => {
      sinks = sinks.filter((one) => one !== sink);
      if (sink === recording) recording = undefined;
      if (failure) fail(failure);
      else onClosed();
    });
  }

  async function open(): Promise<void> {
    started = performance.now();
    const options = { size: plan.size, elapsed };
    if (plan.record !== undefined) {
      recording = await openRecording(plan.record, options);
      add(recording, () => undefined);
    }
    if (plan.play) add(await openWindow(`Parley: ${call.with}`, options), on.onWindowClosed);
    timer = setInterval(() => {
      for (const { timeline } of sinks) timeline.tick();
    }, 1_000 / FPS);
  }

  function look(): void {
    if (!opening) return;
    const { tracks = {}, status } = call.remote ?? {};
    const picture = status?.screen ? tracks.screen : status?.camera ? tracks.camera : undefined;
    if (!picture) for (const { timeline } of sinks) timeline.black();
    watched.picture.of(picture, (one) => {
      for (const { timeline } of sinks) timeline.picture(one);
    });
    watched.sound.of(tracks.microphone, (chunk) => {
      for (const { timeline } of sinks) timeline.sound(chunk);
    });
  }

  return {
    begin() {
      if (opening || (plan.record === undefined && !plan.play)) return;
      opening = open().catch(fail);
      look();
    },
    look,
    async finish() {
      await opening;
      clearInterval(timer);
      watched.picture.stop();
      watched.sound.stop();
      const seconds = elapsed() / 1_000;
      const ending = [...sinks];
      const recorded = recording;
      for (const { timeline } of ending) timeline.tick();
      const finished = await Promise.allSettled(ending.map((sink) => sink.finish()));
      for (const one of finished) if (one.status === 'rejected') fail(one.reason);
      if (recorded && finished[ending.indexOf(recorded)]?.status === 'fulfilled')
        on.onRecorded({ file: recorded.file, seconds });
    },
  };
}

/** Watches one track, another one where `of` names another. */
function createWatch<T>(
  watch: (track: MediaStreamTrack, fn: (piece: T) => void, format?: 'i420') => () => void,
) {
  let current: MediaStreamTrack | undefined;
  let stop = (): void => undefined;
  return {
    of(track: MediaStreamTrack | undefined, fn: (piece: T) => void): void {
      if (track === current) return;
      stop();
      current = track;
      stop = track ? watch(track, fn, 'i420') : () => undefined;
    },
    stop(): void {
      stop();
      current = undefined;
    },
  };
}
