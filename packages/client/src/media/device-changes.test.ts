import { expect, test } from 'vitest';
import type { DeviceChange } from '../api/media.ts';
import { changesOf } from './device-changes.ts';
import type { Listed } from './device-choice.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label = deviceId): Listed => ({
  kind,
  deviceId,
  groupId: '',
  label,
});

test.each<[title: string, before: Listed[], now: Listed[], changes: DeviceChange[]]>([
  ['the same', [device('audioinput', 'a')], [device('audioinput', 'a')], []],
  [
    'a headset is two devices',
    [],
    [device('audioinput', 'in', 'Headset'), device('audiooutput', 'out', 'Headset')],
    [
      { change: 'added', kind: 'microphone', label: 'Headset' },
      { change: 'added', kind: 'speaker', label: 'Headset' },
    ],
  ],
  [
    'one for another',
    [device('videoinput', 'a')],
    [device('videoinput', 'b')],
    [
      { change: 'added', kind: 'camera', label: 'b' },
      { change: 'removed', kind: 'camera', label: 'a' },
    ],
  ],
  ['the default of the same name is no device', [], [device('audioinput', 'default')], []],
  ['names that are told at last', [device('videoinput', '')], [device('videoinput', 'a')], []],
])('[S15] devices that came and went: %s', (_title, before, now, changes) => {
  expect(changesOf(before, now)).toEqual(changes);
});
