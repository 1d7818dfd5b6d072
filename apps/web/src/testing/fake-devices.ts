// Devices that a test plugs in and out, and a check of them without any.
import type { DeviceCheck, DeviceCheckEvents, DeviceInfo, DeviceProblem, LocalMedia } from '@parley/client';
import { FakeEmitter } from './emitter.ts';

export interface FakeCheck extends DeviceCheck {
  /** Changes anything of it, as the SDK would after news from outside. */
  show(parts: Partial<Pick<LocalMedia, 'picture' | 'tracks' | 'problems'>>): void;
}

export interface FakeDevices {
  readonly api: { devices(): Promise<readonly DeviceInfo[]>; check(): Promise<DeviceCheck> };
  readonly strings: {
    /** What is there from now on. */
    plug(list: readonly DeviceInfo[]): void;
    /** What is wrong with what is checked next. */
    troubled(problems: readonly DeviceProblem[]): void;
    /** The one that is going on. */
    check(): FakeCheck | undefined;
  };
}

export const FAKE_LIST: readonly DeviceInfo[] = [
  { kind: 'microphone', id: 'built-in', label: 'Built-in microphone' },
  { kind: 'microphone', id: 'headset', label: 'Jabra Evolve2 65 Mono' },
  { kind: 'camera', id: 'face', label: 'FaceTime HD Camera' },
  { kind: 'camera', id: 'desk', label: 'Logitech BRIO Ultra HD Webcam (046d:085e)' },
  { kind: 'speaker', id: 'loud', label: 'Built-in speakers' },
  { kind: 'speaker', id: 'ears', label: 'Jabra Evolve2 65 Mono' },
];

export function createFakeDevices(camera: () => MediaStream | undefined, changed: () => void): FakeDevices {
  let list = FAKE_LIST;
  let problems: readonly DeviceProblem[] = [];
  let current: FakeCheck | undefined;
  const check = async (): Promise<DeviceCheck> => {
    current = createFakeCheck(camera, problems, () => (current = undefined));
    return current;
  };
  return {
    api: { devices: async () => list, check },
    strings: {
      plug: (next) => {
        list = next;
        changed();
      },
      troubled: (next) => (problems = next),
      check: () => current,
    },
  };
}

function createFakeCheck(
  camera: () => MediaStream | undefined,
  problems: readonly DeviceProblem[],
  ended: () => void,
): FakeCheck {
  const events = new FakeEmitter<DeviceCheckEvents>();
  const troubled = new Set(problems.map(({ device }) => device));
  let local: LocalMedia = {
    picture: troubled.has('camera') ? undefined : camera(),
    status: { microphone: !troubled.has('microphone'), camera: !troubled.has('camera'), screen: false },
    tracks: {},
    problems,
  };
  const show: FakeCheck['show'] = (parts) => {
    local = { ...local, ...parts };
    events.emit('changed', undefined);
  };
  return {
    get local() {
      return local;
    },
    on: (type, listener) => events.on(type, listener),
    show,
    set: (device, on) => {
      local = { ...local, status: { ...local.status, [device]: on } };
      if (device === 'camera') local = { ...local, picture: on ? camera() : undefined };
      events.emit('changed', undefined);
    },
    retry: (device) => show({ problems: local.problems.filter((problem) => problem.device !== device) }),
    close: () => {
      ended();
      events.emit('ended', undefined);
    },
  };
}
