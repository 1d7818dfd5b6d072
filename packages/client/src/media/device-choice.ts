// What to do about a microphone or camera when devices come and go, or the browser has thought better of it: pure.
import type { CameraFacing, ChosenDevice, DeviceProblem } from '../api/media.ts';
import type { Input } from './capture.ts';

export interface Listed {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly groupId: string;
  /** Empty before the person has allowed a device of this kind. */
  readonly label: string;
}

/** One microphone or camera of a call, as it is now. */
export interface InputView {
  readonly input: Input;
  readonly wanted: boolean;
  /** Ids of the open one. `groupId`: the group that is followed, should it be the system's default. */
  readonly open: { readonly deviceId: string; readonly groupId: string } | undefined;
  readonly problem: DeviceProblem['kind'] | undefined;
  /** Devices that were there at the last look. */
  readonly seen: readonly string[];
  /** Devices that were there when it failed last, and have not been away since. */
  readonly tried: readonly string[];
  /** The device that was unplugged in this call. */
  readonly lost: string | undefined;
  /** The one that the person prefers. */
  readonly wish: Wish;
}

export type Wish = ChosenDevice | CameraFacing | undefined;

export type Step = { name: 'stay' } | { name: 'open' } | { name: 'switch'; to: string } | { name: 'drop' };

/** Chromium's name for whatever the system's default is; other browsers name the device itself. */
export const DEFAULT = 'default';

const STAY: Step = { name: 'stay' };
const KINDS = { microphone: 'audioinput', camera: 'videoinput' } as const;

export function devicesFor(input: Input, list: readonly Listed[]): readonly Listed[] {
  return list.filter((device) => device.kind === KINDS[input]);
}

/** The preferred device, if it is there: ids change with the browser's data, names stay. */
export function wishedOf(wish: Wish, there: readonly Listed[]): Listed | undefined {
  if (!wish || 'facing' in wish) return undefined;
  const named = there.filter(({ deviceId }) => deviceId !== '');
  return (
    named.find(({ deviceId }) => deviceId === wish.id) ??
    named.find(({ label }) => label !== '' && label === wish.label)
  );
}

/** What takes the preferred device, should it be there. Not `ideal`: browsers weigh that against the size of the picture. */
export function preferably(wish: Wish, there: readonly Listed[]): MediaTrackConstraints {
  if (wish && 'facing' in wish) return { facingMode: { exact: wish.facing } };
  const wished = wishedOf(wish, there);
  return wished ? { deviceId: { exact: wished.deviceId } } : {};
}

/** What takes the preferred device alone. `undefined` where it is not there, or is what is open. */
export function exactly(
  wish: Wish,
  open: MediaTrackSettings,
  there: readonly Listed[],
): MediaTrackConstraints | undefined {
  if (!wish) return open.deviceId === DEFAULT ? undefined : {};
  if ('facing' in wish)
    return open.facingMode === wish.facing ? undefined : { facingMode: { exact: wish.facing } };
  const wished = wishedOf(wish, there)?.deviceId;
  return wished === undefined || wished === open.deviceId ? undefined : { deviceId: { exact: wished } };
}

/** After a change of the devices that are there. */
export function stepFor(view: InputView, list: readonly Listed[]): Step {
  const there = devicesFor(view.input, list);
  // Sound servers let a recording go on, silent, from nothing: the browser does not notice.
  if (view.open && there.length === 0 && view.seen.length > 0) return { name: 'drop' };
  if (view.open) return stepForOpen(view.open, view, there);
  if (!view.wanted || view.problem === undefined || !isMended(view.problem, 'plugged-in')) return STAY;
  return there.some(({ deviceId }) => !view.tried.includes(deviceId)) ? { name: 'open' } : STAY;
}

function stepForOpen(
  open: NonNullable<InputView['open']>,
  { lost, wish, tried }: InputView,
  there: readonly Listed[],
): Step {
  const wished = wishedOf(wish, there)?.deviceId;
  if (wished !== undefined && !tried.includes(wished))
    return wished === open.deviceId ? STAY : { name: 'switch', to: wished };
  if (open.deviceId === DEFAULT) {
    const group = there.find(({ deviceId }) => deviceId === DEFAULT)?.groupId;
    return group && open.groupId && group !== open.groupId ? { name: 'switch', to: DEFAULT } : STAY;
  }
  const isBack = lost && lost !== open.deviceId && there.some(({ deviceId }) => deviceId === lost);
  return isBack ? { name: 'switch', to: lost } : STAY;
}

/** `woken`: the person has come back to the page, from closing another program or from the system's settings perhaps. */
export type Occasion = 'plugged-in' | 'allowed' | 'woken';

/** Whether a device with this problem is worth another try that nobody asked for: one that shows no prompt. */
export function isMended(problem: DeviceProblem['kind'], occasion: Occasion): boolean {
  switch (occasion) {
    case 'plugged-in':
      return ['missing', 'unplugged', 'in-use', 'failed', 'system'].includes(problem);
    case 'allowed':
      return ['denied', 'dismissed', 'system', 'failed'].includes(problem);
    case 'woken':
      return ['in-use', 'system'].includes(problem);
    default:
      return occasion satisfies never;
  }
}
