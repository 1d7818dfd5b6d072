// A call that does what a test says.
import {
  assertNever,
  type Call,
  type CallEvents,
  type CallId,
  type CallMedia,
  type CallState,
  type DeviceProblem,
  type LineState,
  type LineTrouble,
  type MediaStatus,
  type RemoteMedia,
  type Tracks,
  type UserId,
} from '@parley/client';
import { FakeEmitter } from './emitter.ts';

export interface FakeCallParts {
  state: CallState;
  line: LineState;
  voiceFirst: boolean;
  trouble: LineTrouble | undefined;
  held: boolean;
  picture: MediaStream | undefined;
  /** The device that is open. */
  microphone: MediaStreamTrack | undefined;
  status: MediaStatus;
  problems: readonly DeviceProblem[];
  remote: RemoteMedia | undefined;
}

export interface FakeCall extends Call {
  /** Changes anything about it, as the SDK would after news from outside. */
  set(parts: Partial<FakeCallParts>): void;
}

export interface FakeCallOptions {
  id: string;
  with: UserId;
  direction: Call['direction'];
  media: CallMedia;
  self: UserId;
  /** What the camera shows, asked for whenever it is turned on. */
  camera: () => MediaStream | undefined;
  changed: (call: FakeCall) => void;
  /** It is to be the current one; answers how to tell of the one before, which goes on hold. */
  come: (call: FakeCall) => () => void;
}

export function createFakeCall(options: FakeCallOptions): FakeCall {
  const events = new FakeEmitter<CallEvents>();
  const own = (camera: boolean): Pick<FakeCallParts, 'picture' | 'status'> => ({
    picture: camera ? options.camera() : undefined,
    status: { microphone: true, camera, screen: false },
  });
  const outgoing = options.direction === 'outgoing';
  let parts: FakeCallParts = {
    state: outgoing ? { name: 'dialling', ringing: false, notified: false } : { name: 'ringing' },
    line: 'connecting',
    voiceFirst: false,
    trouble: undefined,
    held: false,
    problems: [],
    microphone: undefined,
    remote: undefined,
    ...own(outgoing && options.media === 'video'),
  };
  const call: FakeCall = {
    id: options.id as CallId,
    direction: options.direction,
    with: options.with,
    media: options.media,
    on: (type, listener) => events.on(type, listener),
    get state() {
      return parts.state;
    },
    get line() {
      return parts.line;
    },
    get voiceFirst() {
      return parts.voiceFirst;
    },
    get trouble() {
      return parts.trouble;
    },
    get held() {
      return parts.held;
    },
    get remote() {
      return parts.remote;
    },
    get local() {
      return {
        picture: parts.picture,
        status: parts.status,
        problems: parts.problems,
        tracks: tracksOf(parts),
      };
    },
    set(change) {
      parts = { ...parts, ...change };
      events.emit('changed', undefined);
      options.changed(call);
    },
    accept: (media) => {
      const tell = options.come(call);
      call.set({ state: { name: 'connecting' }, ...own(media === 'video') });
      tell();
    },
    setHold: (on) => {
      const tell = on ? undefined : options.come(call);
      call.set({ held: on });
      tell?.();
    },
    decline: () => call.hangUp(),
    hangUp: () => call.set({ state: endedBy(parts.state, options) }),
    setMicrophone: (on) => call.set({ status: { ...parts.status, microphone: on } }),
    setCamera: (on) => call.set({ ...own(on), status: { ...parts.status, camera: on } }),
    report: { connections: [] },
    safetyCode: () => Promise.resolve([3, 14, 15, 27, 40, 52, 63]),
    renewPicture: () => undefined,
    retry: (device) => call.set({ problems: parts.problems.filter((problem) => problem.device !== device) }),
    useTrack: () => undefined,
    watch: () => {
      throw new Error('nothing of it is watched in this world');
    },
    setScreen: (on) => call.set({ status: { ...parts.status, screen: on } }),
  };
  return call;
}

function tracksOf({ picture, microphone }: FakeCallParts): Tracks {
  const [camera] = picture?.getVideoTracks() ?? [];
  // A canvas's track has a name made by chance, and pictures of it are to stay the same.
  if (camera) Object.defineProperty(camera, 'label', { value: 'FaceTime HD Camera', configurable: true });
  return { ...(camera && { camera }), ...(microphone && { microphone }) };
}

function endedBy(state: CallState, { self }: FakeCallOptions): CallState {
  const by = self;
  switch (state.name) {
    case 'dialling':
      return { name: 'ended', reason: 'cancelled', duration: 0, by };
    case 'ringing':
      return { name: 'ended', reason: 'declined', duration: 0, by };
    case 'connecting':
      return { name: 'ended', reason: 'hung-up', duration: 0, by };
    case 'active':
      return { name: 'ended', reason: 'hung-up', duration: Date.now() - state.since, by };
    case 'ended':
      return state;
    default:
      return assertNever(state);
  }
}
