import { describe, expect, test } from 'vitest';
import type { DeviceProblem } from '../api/media.ts';
import { isMended, stepFor, type InputView, type Listed, type Occasion } from './device-choice.ts';

const mic = (deviceId: string, groupId = deviceId): Listed => ({
  kind: 'audioinput',
  deviceId,
  groupId,
  label: deviceId,
});
const camera = (deviceId: string): Listed => ({
  kind: 'videoinput',
  deviceId,
  groupId: deviceId,
  label: deviceId,
});

const view = (parts: Partial<InputView>): InputView => ({
  input: 'microphone',
  wanted: true,
  open: undefined,
  problem: undefined,
  seen: [],
  tried: [],
  lost: undefined,
  wish: undefined,
  ...parts,
});
const open = (deviceId: string, groupId = deviceId): InputView['open'] => ({ deviceId, groupId });

describe('[S13] devices come and go', () => {
  test.each<[title: string, view: InputView, list: readonly Listed[], step: object]>([
    ['the first microphone is plugged in', view({ problem: 'missing' }), [mic('a')], { name: 'open' }],
    ['it comes back', view({ problem: 'unplugged', lost: 'a' }), [mic('a')], { name: 'open' }],
    ['a camera is no microphone', view({ problem: 'missing' }), [camera('a')], { name: 'stay' }],
    ['nobody wants it any more', view({ problem: 'missing', wanted: false }), [mic('a')], { name: 'stay' }],
    [
      'it was tried and is in use still',
      view({ problem: 'in-use', tried: ['a'] }),
      [mic('a')],
      { name: 'stay' },
    ],
    [
      'it is in use, and another is plugged in',
      view({ problem: 'in-use', tried: ['a'] }),
      [mic('a'), mic('b')],
      { name: 'open' },
    ],
    ['a new device is no permission', view({ problem: 'denied' }), [mic('a')], { name: 'stay' }],
    ['a prompt waits already', view({ problem: 'asking' }), [mic('a')], { name: 'stay' }],
    [
      'nothing is wrong, something is plugged in',
      view({ open: open('a') }),
      [mic('a'), mic('b')],
      { name: 'stay' },
    ],
    [
      'the system has another default',
      view({ open: open('default', 'a') }),
      [mic('default', 'b'), mic('a'), mic('b')],
      { name: 'switch', to: 'default' },
    ],
    [
      'the default is followed while muted too',
      view({ open: open('default', 'a'), wanted: false }),
      [mic('default', 'b'), mic('b')],
      { name: 'switch', to: 'default' },
    ],
    [
      'the same default',
      view({ open: open('default', 'a') }),
      [mic('default', 'a'), mic('a'), mic('b')],
      { name: 'stay' },
    ],
    ['no group is known', view({ open: open('default', '') }), [mic('default', 'b')], { name: 'stay' }],
    ['nothing is listed, nor was before', view({ open: open('default', 'a') }), [], { name: 'stay' }],
    [
      'the last one is gone, and its track lives on in silence',
      view({ open: open('default', 'a'), seen: ['a'] }),
      [camera('c')],
      { name: 'drop' },
    ],
    [
      'the one that was unplugged is back',
      view({ input: 'camera', open: open('b'), lost: 'a' }),
      [camera('a'), camera('b')],
      { name: 'switch', to: 'a' },
    ],
    [
      'the one that was unplugged is away still',
      view({ input: 'camera', open: open('b'), lost: 'a' }),
      [camera('b'), camera('c')],
      { name: 'stay' },
    ],
    ['it is open again', view({ open: open('a'), lost: 'a' }), [mic('a')], { name: 'stay' }],
  ])('%s', (_, now, list, step) => {
    expect(stepFor(now, list)).toEqual(step);
  });
});

test('[S13] only what shows no prompt is tried again unasked', () => {
  const kinds = {
    missing: ['plugged-in'],
    unplugged: ['plugged-in'],
    switched: [],
    'stand-in': [],
    kept: [],
    asking: [],
    dismissed: ['allowed'],
    denied: ['allowed'],
    system: ['plugged-in', 'allowed', 'woken'],
    forbidden: [],
    muted: [],
    'in-use': ['plugged-in', 'woken'],
    insecure: [],
    failed: ['plugged-in', 'allowed'],
  } satisfies Record<DeviceProblem['kind'], Occasion[]>;
  for (const [kind, occasions] of Object.entries(kinds)) {
    const mended = (['plugged-in', 'allowed', 'woken'] as const).filter((occasion) =>
      isMended(kind as DeviceProblem['kind'], occasion),
    );
    expect([kind, mended]).toEqual([kind, occasions]);
  }
});
