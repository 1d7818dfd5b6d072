import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { DEFAULT_PREFERENCES } from '../call/preferences.ts';
import type { Input, MediaSource } from './capture.ts';
import type { Device } from '../api/media.ts';
import type { Listed } from './device-choice.ts';
import { LocalMedia } from './local-media.ts';

class FakeTrack extends EventTarget {
  readonly kind: string;
  readonly label: string;
  readonly #settings: MediaTrackSettings;
  /** What the system can blur: nothing, until a test says so. */
  blurs: readonly boolean[] = [];
  blurred = false;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  muted = false;
  contentHint = '';
  constructor(kind: string, label: string, settings: MediaTrackSettings) {
    super();
    this.kind = kind;
    this.label = label;
    this.#settings = settings;
  }
  getSettings(): MediaTrackSettings {
    return { ...this.#settings, ...(this.blurs.length > 0 && { backgroundBlur: this.blurred }) };
  }
  getCapabilities(): MediaTrackCapabilities {
    return { ...(this.blurs.length > 0 && { backgroundBlur: [...this.blurs] }) };
  }
  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    this.blurred = Reflect.get(constraints, 'backgroundBlur') === true;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
  setMuted(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

/** One that a program gives: its owner ends it, and nobody else may. */
class GivenTrack extends FakeTrack {
  touched = 0;
  constructor(kind: string) {
    super(kind, 'given', {});
  }
  override stop(): void {
    this.touched += 1;
  }
  /** No event comes of it. */
  end(): void {
    this.readyState = 'ended';
  }
  get real(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

interface Request {
  kinds: string[];
  constraints: MediaStreamConstraints;
  /** As of the devices that are there then; refused where there is none. */
  resolve: () => void;
  reject: (name: string, message?: string) => void;
}

/** Devices whose opening is finished by hand, as late as the test likes, or refused. */
class FakeDevices extends EventTarget implements MediaSource {
  readonly tracks: FakeTrack[] = [];
  readonly pending: Request[] = [];
  /** Microphones and cameras by id, the system's default first. Its group is that of the device it stands for. */
  there = { microphone: ['mic'], camera: ['cam'] };
  asks = 0;
  /** Whether the system lends a camera to one taker at a time. */
  oneAtATime = false;
  /** What can't be started. */
  broken: string | undefined;
  canBlur = false;

  getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const { audio, video } = constraints;
    return this.#ask([...(audio ? ['audio'] : []), ...(video ? ['video'] : [])], constraints);
  }

  getDisplayMedia(): Promise<MediaStream> {
    return this.#ask(['screen', 'screen sound'], {});
  }

  async enumerateDevices(): Promise<Listed[]> {
    const { microphone, camera } = this.there;
    const [first] = microphone;
    return [
      ...(first ? [{ kind: 'audioinput' as const, deviceId: 'default', groupId: first, label: first }] : []),
      ...microphone.map((id) => ({ kind: 'audioinput' as const, deviceId: id, groupId: id, label: id })),
      ...camera.map((id) => ({ kind: 'videoinput' as const, deviceId: id, groupId: id, label: id })),
    ];
  }

  get live(): FakeTrack[] {
    return this.tracks.filter((track) => track.readyState === 'live');
  }

  liveOf(input: Input): FakeTrack[] {
    const kind = input === 'microphone' ? 'audio' : 'video';
    return this.live.filter((track) => track.kind === kind && track.contentHint === '');
  }

  plug(input: Input, id: string, { asDefault = false } = {}): void {
    const { there } = this;
    const rest = there[input].filter((one) => one !== id);
    there[input] = asDefault ? [id, ...rest] : [...rest, id];
    this.dispatchEvent(new Event('devicechange'));
  }

  unplug(input: Input, id: string): void {
    this.there[input] = this.there[input].filter((one) => one !== id);
    for (const track of this.liveOf(input)) if (track.label === id) track.unplug();
    this.dispatchEvent(new Event('devicechange'));
  }

  #ask(kinds: string[], constraints: MediaStreamConstraints): Promise<MediaStream> {
    this.asks += 1;
    return new Promise((resolve, reject) => {
      const refuse = (name: string, message = name): void =>
        reject(Object.assign(new Error(message), { name }));
      this.pending.push({
        kinds,
        constraints,
        resolve: () => {
          const opened = kinds.map((kind) => this.#open(kind, constraints));
          const tracks = opened.filter((one) => one !== undefined);
          this.tracks.push(...tracks);
          if (this.#isRefused(kinds, tracks)) {
            for (const track of tracks) track.stop();
            return refuse('NotReadableError');
          }
          if (tracks.length < kinds.length) {
            for (const track of tracks) track.stop();
            return refuse('NotFoundError');
          }
          resolve({ getTracks: () => tracks } as unknown as MediaStream);
        },
        reject: refuse,
      });
    });
  }

  #isRefused(kinds: readonly string[], tracks: readonly FakeTrack[]): boolean {
    const busy = this.oneAtATime && kinds.includes('video') && this.liveOf('camera').length > 1;
    return busy || tracks.some(({ label }) => label === this.broken);
  }

  #open(kind: string, { audio, video }: MediaStreamConstraints): FakeTrack | undefined {
    if (kind.startsWith('screen')) return new FakeTrack(kind === 'screen' ? 'video' : 'audio', 'screen', {});
    const asked = kind === 'audio' ? audio : video;
    const wish = wishOf(asked, 'deviceId');
    const list = kind === 'audio' ? this.there.microphone : this.there.camera;
    const found = list.find((one) => one === wish.exact || one === wish.ideal);
    const any = wish.exact === undefined || wish.exact === 'default' ? list[0] : undefined;
    const facing = kind === 'video' ? wishOf(asked, 'facingMode') : {};
    const facedId = list.find((one) => one === (facing.exact ?? facing.ideal));
    const id = found ?? facedId ?? (facing.exact === undefined ? any : undefined);
    if (id === undefined) return undefined;
    const deviceId = kind === 'audio' && found !== id ? 'default' : id;
    const faces = id === 'user' || id === 'environment';
    const track = new FakeTrack(kind, id, { deviceId, groupId: id, ...(faces && { facingMode: id }) });
    if (kind === 'video' && this.canBlur) track.blurs = [false, true];
    return track;
  }
}

function wishOf(
  constraints: MediaTrackConstraints | boolean | undefined,
  name: 'deviceId' | 'facingMode',
): { exact?: string; ideal?: string } {
  const wish: unknown = typeof constraints === 'object' ? constraints[name] : undefined;
  return wish ?? {};
}

function setUp(preferences = DEFAULT_PREFERENCES) {
  const devices = new FakeDevices();
  const time = createVirtualTime();
  const states: Record<Input, PermissionState | undefined> = { microphone: undefined, camera: undefined };
  let allowed: ((input: Input) => void) | undefined;
  const heard: string[] = [];
  const changes: string[] = [];
  const given: GivenTrack[] = [];
  const media: LocalMedia = new LocalMedia({
    source: devices,
    preferences,
    platform: time,
    permissions: {
      state: async (input) => states[input],
      forbids: () => false,
      onAllowed: (fn) => {
        allowed = fn;
        return () => (allowed = undefined);
      },
    },
    changed: () => {
      const label = (media.track('microphone') as unknown as FakeTrack | undefined)?.label ?? 'nothing';
      if (heard.at(-1) !== label) heard.push(label);
    },
    makeStream: (list) => ({ getTracks: () => list }) as MediaStream,
    devicesChanged: (change) => changes.push(`${change.kind} ${change.label} ${change.change}`),
  });
  /** The person says yes to whatever is asked, until nothing is. */
  const yes = async (): Promise<void> => {
    await settle();
    for (let one = devices.pending.shift(); one; one = devices.pending.shift()) {
      one.resolve();
      await settle();
    }
  };
  const no = async (name: string, message?: string): Promise<void> => {
    devices.pending.shift()?.reject(name, message);
    await settle();
  };
  const pass = async (ms: number): Promise<void> => {
    time.advance(ms);
    await settle();
  };
  const allow = async (input: Input): Promise<void> => {
    states[input] = 'granted';
    allowed?.(input);
    await settle();
  };
  const kinds = (): string[] => media.problems.map(({ device, kind }) => `${device} ${kind}`);
  /** In a call with both on, for long enough that nothing is fleeting. */
  const talk = async (): Promise<void> => {
    media.want({ microphone: true, camera: true });
    await yes();
    await pass(10_000);
  };
  return { devices, time, media, states, heard, changes, given, yes, no, pass, allow, kinds, talk };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test('[I9] a camera that opens after the call is over is closed at once', async () => {
  const { media, devices, yes } = setUp();
  media.want({ microphone: true, camera: true });
  media.close();
  await yes();
  expect(devices.live).toEqual([]);
});

test.each([
  ['the call is over', (media: LocalMedia) => media.close()],
  ['it is wanted no more', (media: LocalMedia) => media.want({ screen: false })],
  ['the call is on hold', (media: LocalMedia) => media.hold(true)],
] as const)('[I9] a screen that is chosen after %s is not shared', async (_, end) => {
  const { media, devices, yes } = setUp();
  media.want({ screen: true });
  end(media);
  await yes();
  expect(devices.live).toEqual([]);
  expect(media.status.screen).toBe(false);
});

test('muting keeps the microphone open and silent, turning the camera off closes it', async () => {
  const { media, devices, talk, yes } = setUp();
  await talk();
  media.want({ microphone: false, camera: false });
  expect(devices.live.map((track) => [track.kind, track.enabled])).toEqual([['audio', false]]);
  media.want({ microphone: true, camera: true });
  await yes();
  expect(media.status).toEqual({ microphone: true, camera: true, screen: false });
  expect(devices.asks).toBe(2);
});

test('[C31] [I9] on hold nothing is open; afterwards what is wanted by then is on again, but for a shared screen', async () => {
  const { media, devices, talk, yes } = setUp();
  await talk();
  media.want({ screen: true });
  await yes();
  media.hold(true);
  expect(devices.live).toEqual([]);
  expect(media.status).toEqual({ microphone: false, camera: false, screen: false });
  expect(media.problems).toEqual([]);
  media.want({ camera: false, screen: true });
  await yes();
  expect(devices.live).toEqual([]);
  media.hold(false);
  await yes();
  expect(media.status).toEqual({ microphone: true, camera: false, screen: false });
});

test('[C31] a device that stands in for another, or was silent, is on again after a hold', async () => {
  const { media, devices, yes, pass } = setUp({ ...DEFAULT_PREFERENCES, camera: chosen('other') });
  media.want({ microphone: true, camera: true });
  await yes();
  const [microphone] = devices.liveOf('microphone');
  microphone?.setMuted(true);
  await pass(5_000);
  expect(media.problems.map(({ device, kind }) => `${device} ${kind}`)).toEqual([
    'microphone muted',
    'camera stand-in',
  ]);
  media.hold(true);
  expect(media.problems).toEqual([]);
  media.hold(false);
  await yes();
  expect(media.status).toMatchObject({ microphone: true, camera: true });
});

test('[C31] [I9] a device that opens once the call is on hold is closed at once', async () => {
  const { media, devices, yes } = setUp();
  media.want({ microphone: true, camera: true });
  media.hold(true);
  await yes();
  expect(devices.live).toEqual([]);
  media.hold(false);
  await yes();
  expect(media.status).toMatchObject({ microphone: true, camera: true });
});

describe('[S13] what can’t be had', () => {
  test('a missing camera does not cost the voice, and says so', async () => {
    const { media, devices, yes, kinds } = setUp();
    devices.there.camera = [];
    media.want({ microphone: true, camera: true });
    await yes();
    expect(media.status).toEqual({ microphone: true, camera: false, screen: false });
    expect(kinds()).toEqual(['camera missing']);
  });

  test('without a secure context both devices are told as such', async () => {
    const { media: secure } = setUp();
    secure.close();
    const permissions = {
      state: async () => undefined,
      forbids: () => false,
      onAllowed: () => () => undefined,
    };
    const platform = createVirtualTime();
    const media = new LocalMedia({
      source: undefined,
      permissions,
      preferences: DEFAULT_PREFERENCES,
      platform,
      changed: () => undefined,
      devicesChanged: () => undefined,
      makeStream: () => new MediaStream(),
    });
    media.want({ microphone: true, camera: true });
    await settle();
    expect(media.problems.map((problem) => problem.kind)).toEqual(['insecure', 'insecure']);
  });

  test('what a device can’t do is not asked of it again', async () => {
    const { media, devices, no, yes, kinds } = setUp();
    media.want({ camera: true });
    await no('OverconstrainedError');
    expect(devices.pending[0]?.constraints.video).toEqual({});
    await yes();
    expect([media.status.camera, kinds()]).toEqual([true, []]);
  });

  test('a question that was put aside is not put twice more, and asked again by the button', async () => {
    const { media, devices, states, no, yes, kinds } = setUp();
    states.microphone = states.camera = 'prompt';
    media.want({ microphone: true, camera: true });
    await no('NotAllowedError', 'Permission dismissed');
    expect([kinds(), devices.asks]).toEqual([['microphone dismissed', 'camera dismissed'], 1]);
    media.want({ microphone: true });
    expect(media.problems[0]).toEqual({ device: 'microphone', kind: 'dismissed', trying: true });
    await yes();
    expect([kinds(), media.status.microphone, media.status.camera]).toEqual([
      ['camera dismissed'],
      true,
      false,
    ]);
  });

  test('a blocked camera does not cost the voice', async () => {
    const { media, devices, states, no, kinds } = setUp();
    media.want({ microphone: true, camera: true });
    states.camera = 'denied';
    states.microphone = 'prompt';
    await no('NotAllowedError', 'Permission denied');
    expect(devices.pending.map((request) => request.kinds)).toEqual([['audio'], ['video']]);
    devices.pending.shift()?.resolve();
    await no('NotAllowedError', 'Permission denied');
    expect([media.status.microphone, kinds()]).toEqual([true, ['camera denied']]);
  });

  test('what the person allows at last is opened by itself, and only what is wanted still', async () => {
    const { media, devices, no, allow, yes, kinds } = setUp();
    media.want({ microphone: true, camera: true });
    for (let asked = 0; asked < 3; asked++) await no('NotAllowedError', 'Permission denied');
    expect(kinds()).toEqual(['microphone denied', 'camera denied']);
    media.want({ camera: false });
    await allow('camera');
    await allow('microphone');
    expect(devices.pending.map(({ kinds: asked }) => asked)).toEqual([['audio']]);
    await yes();
    expect([media.status.microphone, kinds()]).toEqual([true, []]);
  });

  test('a try that fails once more keeps its card, and says that it is over', async () => {
    const { media, no, kinds } = setUp();
    media.want({ camera: true });
    await no('NotReadableError');
    expect(kinds()).toEqual(['camera in-use']);
    media.retry('camera');
    expect(media.problems).toEqual([{ device: 'camera', kind: 'in-use', trying: true }]);
    await no('NotReadableError');
    expect(media.problems).toEqual([{ device: 'camera', kind: 'in-use' }]);
  });

  test('who comes back to the page from closing the other program is tried again', async () => {
    const { media, no, yes } = setUp();
    media.want({ camera: true });
    await no('NotReadableError');
    media.woken();
    await yes();
    expect(media.status.camera).toBe(true);
  });

  test('a prompt that nobody answers is told, and holds up neither the voice nor the call', async () => {
    const { media, devices, states, pass, yes, kinds } = setUp();
    states.microphone = 'granted';
    media.want({ microphone: true });
    await yes();
    states.camera = 'prompt';
    media.want({ camera: true });
    await pass(3_000);
    expect(kinds()).toEqual(['camera asking']);
    devices.unplug('microphone', 'mic');
    devices.plug('microphone', 'headset');
    await pass(600);
    // Two requests: the camera's, and one for the microphone beside it.
    expect(devices.pending).toHaveLength(2);
    await yes();
    expect([media.status.microphone, media.status.camera]).toEqual([true, true]);
  });

  test('a camera that is slow, though allowed, is not waited for by a person', async () => {
    const { media, states, pass, kinds } = setUp();
    states.camera = 'granted';
    media.want({ camera: true });
    await pass(5_000);
    expect(kinds()).toEqual([]);
  });
});

const chosen = (label: string, id = label): { id: string; label: string } => ({ id, label });

describe('a device of the person’s choice', () => {
  const labels = (set: ReturnType<typeof setUp>, input: Input): string[] =>
    set.devices.liveOf(input).map(({ label }) => label);
  const prefer = async (
    set: ReturnType<typeof setUp>,
    change: Partial<typeof DEFAULT_PREFERENCES>,
  ): Promise<void> => {
    set.media.prefer({ ...DEFAULT_PREFERENCES, ...change });
    await set.yes();
    await set.yes();
  };

  test('is opened, by its name where its id is known no more', async () => {
    const set = setUp({ ...DEFAULT_PREFERENCES, camera: chosen('desk', 'an id of before') });
    set.devices.there.camera = ['cam', 'desk'];
    await set.talk();
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['desk'], []]);
  });

  test('takes the place of the other in the call, muted as that was', async () => {
    const set = setUp();
    set.devices.there = { microphone: ['mic', 'headset'], camera: ['cam', 'desk'] };
    await set.talk();
    set.media.want({ microphone: false });
    await prefer(set, { microphone: chosen('headset'), camera: chosen('desk') });
    expect([labels(set, 'microphone'), labels(set, 'camera')]).toEqual([['headset'], ['desk']]);
    expect(set.devices.liveOf('microphone').map(({ enabled }) => enabled)).toEqual([false]);
    await prefer(set, { camera: chosen('desk') });
    expect([labels(set, 'microphone'), set.devices.asks]).toEqual([['mic'], 4]);
  });

  test('is remembered while the camera is off, and asked for once', async () => {
    const set = setUp();
    set.devices.there.camera = ['cam', 'desk'];
    await set.talk();
    set.media.want({ camera: false });
    await prefer(set, { camera: chosen('desk') });
    expect(set.devices.live.map(({ label }) => label)).toEqual(['mic']);
    set.media.want({ camera: true });
    await set.yes();
    expect([labels(set, 'camera'), set.devices.asks]).toEqual([['desk'], 2]);
  });

  test('that is not there is stood in for, which is told, until it comes', async () => {
    const set = setUp({ ...DEFAULT_PREFERENCES, camera: chosen('desk') });
    await set.talk();
    expect(set.media.problems).toEqual([{ device: 'camera', kind: 'stand-in', name: 'cam' }]);
    set.devices.plug('camera', 'desk');
    await set.pass(600);
    await set.yes();
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['desk'], []]);
    await set.pass(2_000);
    set.devices.unplug('camera', 'desk');
    await set.yes();
    await set.pass(600);
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['cam'], ['camera switched']]);
    set.devices.plug('camera', 'desk');
    await set.pass(600);
    await set.yes();
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['desk'], []]);
  });

  test('is opened where phones give one camera at a time, too', async () => {
    const set = setUp();
    set.devices.oneAtATime = true;
    set.devices.there.camera = ['cam', 'desk'];
    await set.talk();
    await prefer(set, { camera: chosen('desk') });
    expect([labels(set, 'camera'), set.kinds(), set.media.status.camera]).toEqual([['desk'], [], true]);
  });

  test('that does not start leaves the one before on, and is named', async () => {
    const set = setUp();
    set.devices.there = { microphone: ['mic', 'headset'], camera: ['cam', 'desk'] };
    await set.talk();
    set.devices.broken = 'desk';
    await prefer(set, { camera: chosen('desk') });
    expect([labels(set, 'camera'), set.media.problems]).toEqual([
      ['cam'],
      [{ device: 'camera', kind: 'kept', name: 'desk' }],
    ]);
    set.devices.broken = 'headset';
    await prefer(set, { microphone: chosen('headset'), camera: chosen('desk') });
    expect([labels(set, 'microphone'), set.kinds()]).toEqual([['mic'], ['microphone kept', 'camera kept']]);
  });

  test('is tried instead of one that could not be had', async () => {
    const set = setUp({ ...DEFAULT_PREFERENCES, camera: chosen('desk') });
    set.devices.there.camera = ['cam', 'desk'];
    set.devices.broken = 'desk';
    await set.talk();
    expect(set.kinds()).toEqual(['camera in-use']);
    await prefer(set, { camera: chosen('cam') });
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['cam'], []]);
  });

  test('by where it looks: the other side of a phone', async () => {
    const set = setUp();
    set.devices.there.camera = ['user', 'environment'];
    await set.talk();
    await prefer(set, { camera: { facing: 'environment' } });
    expect(labels(set, 'camera')).toEqual(['environment']);
    await prefer(set, { camera: { facing: 'user' } });
    expect([labels(set, 'camera'), set.kinds()]).toEqual([['user'], []]);
  });

  test('sound as it comes is another opening of the same microphone', async () => {
    const set = setUp();
    await set.talk();
    set.media.prefer({ ...DEFAULT_PREFERENCES, cleanSound: false });
    await settle();
    expect(set.devices.pending[0]?.constraints.audio).toMatchObject({ noiseSuppression: false });
    await set.yes();
    expect([labels(set, 'microphone'), set.kinds()]).toEqual([['mic'], []]);
  });

  test('the background is blurred where the system can, at once and at every opening', async () => {
    const set = setUp();
    set.devices.canBlur = true;
    await set.talk();
    const blurred = (): boolean[] => set.devices.liveOf('camera').map((track) => track.blurred);
    expect(blurred()).toEqual([false]);
    await prefer(set, { blurBackground: true });
    expect([blurred(), set.devices.asks]).toEqual([[true], 1]);
    set.media.want({ camera: false });
    set.media.want({ camera: true });
    await set.yes();
    expect(blurred()).toEqual([true]);
  });
});

describe('[S13] unplugged and plugged in', () => {
  test('the other one of its kind takes over, is named, and goes when the first is back', async () => {
    const { media, devices, talk, yes, pass } = setUp();
    devices.there.camera = ['cam', 'other'];
    await talk();
    devices.unplug('camera', 'cam');
    expect(media.status.camera).toBe(false);
    await yes();
    expect([media.status.camera, media.problems]).toEqual([
      true,
      [{ device: 'camera', kind: 'switched', name: 'other' }],
    ]);
    await pass(600);
    devices.plug('camera', 'cam');
    await pass(600);
    await yes();
    expect([devices.liveOf('camera').map(({ label }) => label), media.problems]).toEqual([['cam'], []]);
  });

  test('the only one comes back by itself, even where the browser says nothing', async () => {
    const { media, devices, talk, yes, pass, kinds } = setUp();
    await talk();
    devices.unplug('microphone', 'mic');
    await yes();
    expect([kinds(), media.status.microphone]).toEqual([['microphone unplugged'], false]);
    await pass(60_000);
    devices.there.microphone = ['mic'];
    await pass(4_000);
    await yes();
    expect([kinds(), media.status.microphone]).toEqual([[], true]);
  });

  test('a recording that goes on in silence without a device is over', async () => {
    const { media, devices, talk, yes, pass, kinds } = setUp();
    await talk();
    devices.there.microphone = [];
    devices.dispatchEvent(new Event('devicechange'));
    await pass(600);
    expect(media.status.microphone).toBe(false);
    await yes();
    expect([kinds(), devices.liveOf('microphone')]).toEqual([['microphone unplugged'], []]);
    devices.plug('microphone', 'mic');
    await pass(600);
    await yes();
    expect(media.status.microphone).toBe(true);
  });

  test('a camera that was turned off, or put away, stays off when it is plugged in', async () => {
    const { media, devices, talk, yes, pass } = setUp();
    await talk();
    devices.unplug('camera', 'cam');
    await yes();
    media.want({ camera: false });
    devices.plug('camera', 'cam');
    await pass(60_000);
    expect([devices.pending, media.problems, media.status.camera]).toEqual([[], [], false]);
  });

  test('one that is gone again at once is not opened over and over', async () => {
    const { devices, media, yes, pass, kinds } = setUp();
    media.want({ camera: true });
    await yes();
    for (let again = 0; again < 20; again++) {
      devices.liveOf('camera')[0]?.unplug();
      await pass(1_000);
      await yes();
    }
    expect(kinds()).toEqual(['camera unplugged']);
    expect(devices.asks).toBeLessThan(5);
    media.retry('camera');
    await yes();
    expect(media.status.camera).toBe(true);
  });

  test('the system’s default is followed without a gap, once a change, muted or not', async () => {
    const { media, devices, heard, talk, yes, pass } = setUp();
    await talk();
    const { asks } = devices;
    for (let burst = 0; burst < 8; burst++) devices.plug('microphone', 'headset', { asDefault: true });
    await pass(600);
    await yes();
    expect(devices.liveOf('microphone').map(({ label }) => label)).toEqual(['headset']);
    expect(heard).toEqual(['nothing', 'mic', 'headset']);
    media.want({ microphone: false });
    devices.plug('microphone', 'mic', { asDefault: true });
    await pass(600);
    await yes();
    expect(devices.liveOf('microphone').map(({ label, enabled }) => [label, enabled])).toEqual([
      ['mic', false],
    ]);
    expect(devices.asks - asks).toBe(2);
    await pass(60_000);
    expect(devices.asks - asks).toBe(2);
  });

  test('a default that can’t be opened leaves what is open alone, and is not tried for ever', async () => {
    const { media, devices, talk, no, pass, kinds } = setUp();
    await talk();
    const { asks } = devices;
    devices.plug('microphone', 'headset', { asDefault: true });
    await pass(600);
    await no('NotReadableError');
    for (let event = 0; event < 5; event++) {
      devices.dispatchEvent(new Event('devicechange'));
      await pass(1_000);
    }
    expect([media.status.microphone, kinds(), devices.asks - asks]).toEqual([true, [], 1]);
  });
});

describe('[S13] muted by the system', () => {
  test('is told to both sides when it lasts, and over when it is over', async () => {
    const { media, devices, talk, pass, kinds } = setUp();
    await talk();
    const [track] = devices.liveOf('microphone');
    track?.setMuted(true);
    await pass(500);
    expect([media.status.microphone, kinds()]).toEqual([true, []]);
    await pass(2_000);
    expect([media.status.microphone, kinds()]).toEqual([false, ['microphone muted']]);
    track?.setMuted(false);
    expect([media.status.microphone, kinds()]).toEqual([true, []]);
  });

  test('nobody hears of it while they have muted themselves', async () => {
    const { media, devices, talk, pass, kinds } = setUp();
    await talk();
    media.want({ microphone: false });
    devices.liveOf('microphone')[0]?.setMuted(true);
    await pass(5_000);
    expect(kinds()).toEqual([]);
    media.want({ microphone: true });
    expect([media.status.microphone, kinds()]).toEqual([false, ['microphone muted']]);
  });

  test('can be tried again: the device is opened anew beside the silent one', async () => {
    const { media, devices, talk, pass, yes, kinds } = setUp();
    await talk();
    devices.liveOf('microphone')[0]?.setMuted(true);
    await pass(2_000);
    media.want({ microphone: true });
    await yes();
    expect([devices.liveOf('microphone').length, media.status.microphone, kinds()]).toEqual([1, true, []]);
  });
});

describe('[S15] a program’s own tracks', () => {
  test('are sent in place of devices, which are neither opened nor asked for', async () => {
    const { media, devices, yes } = setUp();
    const [camera, microphone] = [new GivenTrack('video'), new GivenTrack('audio')];
    media.use('camera', camera.real);
    media.use('microphone', microphone.real);
    expect(media.status).toEqual({ microphone: false, camera: false, screen: false });
    media.begin('video');
    await yes();
    expect([devices.asks, media.status, media.problems]).toEqual([
      0,
      { microphone: true, camera: true, screen: false },
      [],
    ]);
    expect(media.tracks).toEqual({ microphone: microphone.real, camera: camera.real });
    expect(media.picture?.getTracks()).toEqual([camera.real]);
  });

  test('take over from an open device, which is closed; without them it opens again if it is wanted', async () => {
    const { media, devices, talk, yes } = setUp();
    await talk();
    media.use('camera', new GivenTrack('video').real);
    media.use('microphone', new GivenTrack('audio').real);
    expect(devices.live).toEqual([]);
    media.want({ microphone: false });
    media.use('camera', undefined);
    media.use('microphone', undefined);
    await yes();
    expect(devices.live.map(({ kind }) => kind)).toEqual(['video']);
  });

  test('a device that opens too late for them is closed, and nothing is said of one that can’t', async () => {
    const { media, devices, yes, no, kinds } = setUp();
    media.want({ camera: true });
    media.use('camera', new GivenTrack('video').real);
    await yes();
    expect([devices.live, media.status.camera]).toEqual([[], true]);
    media.use('camera', undefined);
    media.use('camera', new GivenTrack('video').real);
    await no('NotReadableError');
    expect(kinds()).toEqual([]);
  });

  test('turned off they are not sent, and not touched', async () => {
    const { media } = setUp();
    const track = new GivenTrack('audio');
    media.use('microphone', track.real);
    media.want({ microphone: true });
    media.want({ microphone: false });
    expect([media.track('microphone'), media.status.microphone]).toEqual([undefined, false]);
    media.want({ microphone: true });
    media.close();
    expect([track.touched, track.enabled, track.readyState]).toEqual([0, true, 'live']);
  });

  test('are off once their owner has ended them, with an event or without, and while they are muted', async () => {
    const { media, pass } = setUp();
    const [camera, microphone] = [new GivenTrack('video'), new GivenTrack('audio')];
    media.use('camera', camera.real);
    media.use('microphone', microphone.real);
    media.begin('video');
    microphone.setMuted(true);
    await pass(1_000);
    expect(media.status.microphone).toBe(true);
    await pass(1_000);
    expect(media.status.microphone).toBe(false);
    microphone.setMuted(false);
    camera.end();
    await pass(1_000);
    expect([media.status.microphone, media.status.camera, media.picture]).toEqual([true, false, undefined]);
  });

  test('[C41] what is heard of a shared screen goes with it, and not beside a screen of theirs', async () => {
    const { media, devices, yes } = setUp();
    media.want({ screen: true });
    await yes();
    expect([media.status.screen, media.screenSound?.contentHint]).toEqual([true, 'music']);
    media.want({ screen: false });
    expect([media.screenSound, devices.live]).toEqual([undefined, []]);
    media.want({ screen: true });
    await yes();
    media.use('screen', new GivenTrack('video').real);
    expect([media.screenSound, devices.live]).toEqual([undefined, []]);
  });

  test('a screen of theirs needs no click, and is over without them', async () => {
    const { media, devices } = setUp();
    media.use('screen', new GivenTrack('video').real);
    media.want({ screen: true });
    media.want({ screen: false });
    media.want({ screen: true });
    expect([media.status.screen, devices.asks]).toEqual([true, 0]);
    media.use('screen', undefined);
    expect([media.status.screen, devices.asks]).toEqual([false, 0]);
  });
});

test('[S15] devices that come and go are told by their names, the system’s default not twice', async () => {
  const { devices, changes, talk, pass } = setUp();
  devices.plug('camera', 'before');
  await pass(600);
  expect(changes).toEqual([]);
  await talk();
  devices.plug('microphone', 'headset', { asDefault: true });
  await pass(600);
  devices.unplug('camera', 'before');
  await pass(600);
  expect(changes).toEqual(['microphone headset added', 'camera before removed']);
});

const ACTIONS = [
  'yes',
  'no',
  'in-use',
  'camera-on',
  'camera-off',
  'mute',
  'unmute',
  'share',
  'unshare',
  'retry',
  'unplug',
  'replug',
  'other',
  'default',
  'allow',
  'wake',
  'system-mute',
  'time',
  'give-camera',
  'give-microphone',
  'give-screen',
  'end-given',
  'take-back',
  'prefer-other',
  'prefer-none',
  'one-at-a-time',
  'hold',
  'resume',
] as const;
type Action = (typeof ACTIONS)[number];

type Set = ReturnType<typeof setUp>;
const DOES: Record<Action, (set: Set) => unknown> = {
  yes: ({ devices }) => devices.pending.shift()?.resolve(),
  no: ({ no }) => no('NotAllowedError'),
  'in-use': ({ no }) => no('NotReadableError'),
  'camera-on': ({ media }) => media.want({ camera: true }),
  'camera-off': ({ media }) => media.want({ camera: false }),
  mute: ({ media }) => media.want({ microphone: false }),
  unmute: ({ media }) => media.want({ microphone: true }),
  share: ({ media }) => media.want({ screen: true }),
  unshare: ({ media }) => media.want({ screen: false }),
  retry: ({ media }) => (media.retry('camera'), media.retry('microphone')),
  unplug: ({ devices }) => (devices.unplug('camera', 'cam'), devices.unplug('microphone', 'mic')),
  replug: ({ devices }) => (devices.plug('camera', 'cam'), devices.plug('microphone', 'mic')),
  other: ({ devices }) => (devices.plug('camera', 'other'), devices.plug('microphone', 'other')),
  default: ({ devices }) => devices.plug('microphone', 'mic', { asDefault: true }),
  allow: async ({ allow }) => (await allow('camera'), allow('microphone')),
  wake: ({ media }) => media.woken(),
  'prefer-other': ({ media }) =>
    media.prefer({ ...DEFAULT_PREFERENCES, camera: chosen('other'), microphone: chosen('other') }),
  'prefer-none': ({ media }) => media.prefer({ ...DEFAULT_PREFERENCES, cleanSound: false }),
  'one-at-a-time': ({ devices }) => (devices.oneAtATime = !devices.oneAtATime),
  'system-mute': ({ devices }) => devices.live[0]?.setMuted(!devices.live[0].muted),
  time: ({ pass }) => pass(3_000),
  hold: ({ media }) => media.hold(true),
  resume: ({ media }) => media.hold(false),
  'give-camera': (set) => give(set, 'camera'),
  'give-microphone': (set) => give(set, 'microphone'),
  'give-screen': (set) => give(set, 'screen'),
  'end-given': ({ given }) => given.at(-1)?.end(),
  'take-back': ({ media }) => {
    for (const device of ['camera', 'microphone', 'screen'] as const) media.use(device, undefined);
  },
};

function give({ media, given }: Set, device: Device): void {
  const track = new GivenTrack(device === 'microphone' ? 'audio' : 'video');
  given.push(track);
  media.use(device, track.real);
}

test('[I9] under any order of clicks, plugs and late devices: no camera that is not wanted, nothing at all after the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...ACTIONS), { maxLength: 30 }),
      fc.nat(30),
      async (actions, end) => {
        const set = setUp();
        const { media, devices } = set;
        media.want({ microphone: true, camera: true });
        let camera = true;
        let held = false;
        const replaced = new globalThis.Set<string>();
        for (const [index, action] of actions.entries()) {
          if (index === end) media.close();
          if (action === 'camera-on' || action === 'camera-off') camera = action === 'camera-on';
          const [verb, device = ''] = action.split('-');
          if (verb === 'give' && index < end) replaced.add(device);
          if (action === 'take-back') replaced.clear();
          await DOES[action](set);
          await settle();
          for (const track of set.given) expect([track.touched, track.enabled]).toEqual([0, true]);
          if (action === 'hold' || action === 'resume') held = action === 'hold';
          if (index >= end || held) expect(devices.live).toEqual([]);
          else
            expect(devices.liveOf('camera').length).toBeLessThanOrEqual(
              camera && !replaced.has('camera') ? 1 : 0,
            );
          expect(devices.liveOf('microphone').length).toBeLessThanOrEqual(replaced.has('microphone') ? 0 : 1);
          if (replaced.has('screen'))
            expect(devices.live.filter(({ label }) => label === 'screen')).toEqual([]);
          const open = replaced.has('camera') || devices.liveOf('camera').length > 0;
          if (media.status.camera) expect(open).toBe(true);
        }
        // Nothing is left waiting for itself: with devices there and a person who says yes, all that is wanted is on.
        if (actions.length <= end) {
          DOES['take-back'](set);
          DOES.resume(set);
          DOES.replug(set);
          await set.pass(5_000);
          await set.yes();
          media.want({ camera, microphone: true });
          await set.yes();
          for (const track of devices.live) if (track.muted) track.setMuted(false);
          expect(media.status).toMatchObject({ microphone: true, camera });
        }
        media.close();
        await set.yes();
        expect(devices.live).toEqual([]);
        expect(set.time.pending).toBe(0);
      },
    ),
    { numRuns: 300, examples: [[['prefer-other', 'yes', 'hold'], 3]] },
  );
});
