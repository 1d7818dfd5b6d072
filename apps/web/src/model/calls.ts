// The call this page is in and the one beside it, as snapshots that views can draw, and what became of the last one.
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type {
  Call,
  CallMedia,
  CallsApi,
  CallState,
  ConnectCause,
  Device,
  DeviceProblem,
  UserId,
} from '@parley/client';
import type { CallOutcome } from '../i18n/facts.ts';
import { isFailure, type Failure } from './failure-report.ts';
import type { LayoutModel } from './layout.ts';
import type { Timers } from './timers.ts';

export type LiveState = Exclude<CallState, { name: 'ended' }>;

/** A call as it is at one moment. */
export type CallSnapshot = Pick<
  Call,
  'id' | 'direction' | 'with' | 'media' | 'local' | 'remote' | 'line' | 'trouble' | 'voiceFirst' | 'held'
> & {
  readonly state: LiveState;
};

/** How long the card about a call that is over stays by itself. */
const CARD_STAYS = 8_000;
/** What to do about it takes longer to read. */
const FAILURE_STAYS = 30_000;

export interface CallsModel {
  /** Whether this browser can make calls. */
  readonly supported: boolean;
  readonly live: ReadonlySignal<CallSnapshot | undefined>;
  /** A second one: it rings meanwhile, or is on hold. */
  readonly beside: ReadonlySignal<CallSnapshot | undefined>;
  /** The one that waits for an answer here. */
  readonly ringing: ReadonlySignal<CallSnapshot | undefined>;
  /** Whether there is a call that does not merely ring here. */
  readonly taken: ReadonlySignal<boolean>;
  readonly ended: ReadonlySignal<CallOutcome | undefined>;
  /** The last call that is over, whichever of the two it was, and though there is no card about it. */
  readonly last: ReadonlySignal<{ readonly id: string; readonly outcome: CallOutcome } | undefined>;
  /** The call of the card, where it ended in a way that somebody may have to look into. */
  readonly failed: ReadonlySignal<Failure | undefined>;
  /** Whether the small picture and the large one have changed places. */
  readonly swapped: Signal<boolean>;
  /** Problems that the person has read and put away. */
  readonly dismissed: ReadonlySignal<ReadonlySet<string>>;
  start(user: UserId, media: CallMedia): void;
  /** What rings. A call that goes on meanwhile is put on hold. */
  accept(media: CallMedia): void;
  /** What rings, having ended the one that goes on. */
  endAndAnswer(media: CallMedia): void;
  decline: () => void;
  hangUp: () => void;
  /** To the call that is on hold: the two change places, or the one that is alone is taken up again. */
  resume: () => void;
  toggleMicrophone: () => void;
  toggleCamera: () => void;
  toggleScreen: () => void;
  /** Of the call that is on; see `Call.safetyCode`. */
  safetyCode(): Promise<readonly number[] | undefined>;
  dismissProblem(problem: DeviceProblem): void;
  retry(device: Device): void;
  /** Nothing new is seen of the other's camera; see `Call.renewPicture`. */
  renewPicture: () => void;
  /** Takes the card away, or keeps it there while it is being read. */
  closeCard: () => void;
  holdCard(on: boolean): void;
  /** A person is looked at: call code is fetched ahead of need. */
  prepare(): void;
  close(): void;
}

export interface CallsOptions {
  self: UserId;
  calls: CallsApi;
  layout: LayoutModel;
  timers: Timers;
  record: (user: UserId, outcome: CallOutcome) => void;
}

export const problemKey = ({ device, kind }: DeviceProblem): string => `${device} ${kind}`;

export function createCallsModel({ self, calls, layout, timers, record }: CallsOptions): CallsModel {
  const live = signal<CallSnapshot | undefined>(undefined);
  const beside = signal<CallSnapshot | undefined>(undefined);
  const swapped = signal(false);
  const dismissed = signal<ReadonlySet<string>>(new Set());
  const last = signal<{ id: string; outcome: CallOutcome } | undefined>(undefined);
  const failed = signal<Failure | undefined>(undefined);
  const card = createCard(timers);

  const show = (): void =>
    batch(() => {
      const snapshot = calls.current && snapshotOf(calls.current);
      if (snapshot?.id !== live.value?.id) {
        swapped.value = false;
        dismissed.value = new Set();
      }
      // What has been mended since is news when it comes again.
      const keys = new Set(snapshot?.local.problems.map(problemKey));
      const kept = new Set([...dismissed.value].filter((key) => keys.has(key)));
      if (kept.size < dismissed.value.size) dismissed.value = kept;
      live.value = snapshot;
      beside.value = calls.other && snapshotOf(calls.other);
      place(snapshot, layout);
    });
  const begin = (call: Call): void =>
    batch(() => {
      if (call === calls.current) card.show(undefined);
      show();
    });
  const end = (call: Call): void => {
    if (call.state.name !== 'ended') return;
    const outcome = outcomeOf(call, call.state, self);
    const { id, report } = call;
    const failure = isFailure(outcome) ? { call: { id, report }, outcome, at: timers.now() } : undefined;
    batch(() => {
      show();
      record(call.with, outcome);
      last.value = { id, outcome };
      failed.value = failure;
      // Who goes on talking wants no card; the conversation has its line.
      if (!live.value) card.show(outcome);
    });
  };
  const stops = [calls.on('started', begin), calls.on('changed', show), calls.on('ended', end)];
  if (calls.current) show();

  return {
    supported: calls.supported,
    live,
    beside,
    ringing: computed(() => [beside.value, live.value].find((call) => call?.state.name === 'ringing')),
    taken: computed(() => live.value !== undefined && live.value.state.name !== 'ringing'),
    ended: card.outcome,
    last,
    failed,
    swapped,
    dismissed,
    ...createActions(calls, (device) => {
      // Tried again: should it fail again, that is news.
      dismissed.value = new Set([...dismissed.value].filter((key) => !key.startsWith(device)));
    }),
    safetyCode: async () => calls.current?.safetyCode(),
    dismissProblem: (problem) => {
      dismissed.value = new Set([...dismissed.value, problemKey(problem)]);
      // Who goes on without a camera is not to be shown when one is plugged in or allowed later.
      const { device, kind } = problem;
      if (device === 'camera' && !['switched', 'stand-in', 'kept', 'muted'].includes(kind))
        calls.current?.setCamera(false);
    },
    closeCard: () => card.show(undefined),
    holdCard: card.hold,
    close: () => {
      card.show(undefined);
      for (const stop of stops) stop();
    },
  };
}

/** A call has its place on the page from the dialling or the accept on; the one that takes another's place has that one's. */
function place(call: CallSnapshot | undefined, layout: LayoutModel): void {
  const before = layout.state.value.call;
  if (call?.direction === 'incoming' && call.state.name === 'ringing') {
    if (before.name !== 'none') layout.send({ name: 'call-ended' });
  } else if (!call) {
    if (before.name !== 'none') layout.send({ name: 'call-ended' });
  } else if (before.name === 'none') {
    layout.send({ name: 'call-began', user: call.with });
  } else if (before.user !== call.with) {
    layout.send({ name: 'call-changed', user: call.with });
  }
}

type Actions = Pick<
  CallsModel,
  | 'start'
  | 'accept'
  | 'endAndAnswer'
  | 'decline'
  | 'resume'
  | 'hangUp'
  | 'toggleMicrophone'
  | 'toggleCamera'
  | 'toggleScreen'
  | 'retry'
  | 'renewPicture'
  | 'prepare'
>;

function createActions(calls: CallsApi, tried: (device: Device) => void): Actions {
  const toggle = (device: Device, set: (call: Call, on: boolean) => void) => (): void => {
    const call = calls.current;
    if (!call) return;
    // On hold nothing is on: whoever presses wants to be heard or seen again.
    if (call.held) return call.setHold(false);
    tried(device);
    set(call, !call.local.status[device]);
  };
  return {
    start: (user, media) => {
      // The buttons say so too; a second call is simply not begun.
      if (calls.supported && !calls.current) calls.invite(user, media);
    },
    accept: (media) => rings(calls)?.accept(media),
    endAndAnswer: (media) => {
      if (!calls.other) return;
      calls.current?.hangUp();
      rings(calls)?.accept(media);
    },
    decline: () => rings(calls)?.decline(),
    resume: () => (calls.other ?? calls.current)?.setHold(false),
    hangUp: () => calls.current?.hangUp(),
    toggleMicrophone: toggle('microphone', (call, on) => call.setMicrophone(on)),
    toggleCamera: toggle('camera', (call, on) => call.setCamera(on)),
    toggleScreen: toggle('screen', (call, on) => call.setScreen(on)),
    retry: (device) => calls.current?.retry(device),
    renewPicture: () => calls.current?.renewPicture(),
    prepare: () => calls.prepare(),
  };
}

function rings({ current, other }: CallsApi): Call | undefined {
  return [other, current].find((call) => call?.state.name === 'ringing');
}

interface Card {
  readonly outcome: ReadonlySignal<CallOutcome | undefined>;
  show(outcome: CallOutcome | undefined): void;
  hold: (on: boolean) => void;
}

function createCard(timers: Timers): Card {
  const outcome = signal<CallOutcome | undefined>(undefined);
  let cancel: (() => void) | undefined;
  const show = (next: CallOutcome | undefined): void => {
    outcome.value = next;
    hold(false);
  };
  const hold = (on: boolean): void => {
    cancel?.();
    const stays = outcome.value && isFailure(outcome.value) ? FAILURE_STAYS : CARD_STAYS;
    cancel = on || !outcome.value ? undefined : timers.after(stays, () => show(undefined));
  };
  return { outcome, show, hold };
}

function snapshotOf(call: Call): CallSnapshot | undefined {
  const { id, direction, media, state, local, remote, line, trouble, voiceFirst, held } = call;
  if (state.name === 'ended') return undefined;
  return { id, direction, with: call.with, media, state, local, remote, line, trouble, voiceFirst, held };
}

function outcomeOf(call: Call, state: Extract<CallState, { name: 'ended' }>, self: UserId): CallOutcome {
  const by = state.by === undefined ? 'nobody' : state.by === self ? 'self' : 'other';
  const { reason, duration, causes = [] } = state;
  const causeOf = (isOwn: boolean): ConnectCause | undefined =>
    causes.find(({ user }) => (user === self) === isOwn)?.cause;
  return {
    with: call.with,
    media: call.media,
    direction: call.direction,
    reason,
    duration,
    by,
    causes: { self: causeOf(true), other: causeOf(false) },
  };
}
