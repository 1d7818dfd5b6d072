// The devices that are there, as programs are told of them.
import type { DeviceInfo } from '../api/media.ts';
import type { MediaSource } from './capture.ts';

export const KINDS = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' } as const;
/** Chromium's names for what another entry of the list is, too. */
export const STAND_INS: readonly string[] = ['default', 'communications'];

export async function deviceList(source: MediaSource | undefined): Promise<readonly DeviceInfo[]> {
  const list = (await source?.enumerateDevices?.()) ?? [];
  return list
    .filter(({ deviceId }) => !STAND_INS.includes(deviceId))
    .map(({ kind, deviceId, label }) => ({ kind: KINDS[kind], id: deviceId, label }));
}
