import { describe, expect, test } from 'vitest';
import type { DeviceCheckOptions } from '../media/device-check.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { CheckDesk } from './check-desk.ts';
import { DEFAULT_PREFERENCES } from './preferences.ts';

class FakeTrack extends EventTarget {
  readonly kind: string;
  readonly label = 'a device';
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  muted = false;
  constructor(kind: string) {
    super();
    this.kind = kind;
  }
  getSettings(): MediaTrackSettings {
    return {};
  }
  stop(): void {
    this.readyState = 'ended';
  }
}

function setUp() {
  const tracks: FakeTrack[] = [];
  const streamOf = (list: readonly object[]): MediaStream =>
    ({ getTracks: () => list }) as unknown as MediaStream;
  const state = { busy: false };
  const desk = new CheckDesk(() => state.busy);
  const options = (): DeviceCheckOptions => ({
    environment: {
      source: {
        getUserMedia: async ({ audio, video }) => {
          const opened = [...(audio ? ['audio'] : []), ...(video ? ['video'] : [])].map(
            (kind) => new FakeTrack(kind),
          );
          tracks.push(...opened);
          return streamOf(opened);
        },
        getDisplayMedia: () => Promise.reject(new Error('no screen is checked')),
      },
      makeConnection: () => {
        throw new Error('nothing is sent');
      },
      makeStream: streamOf,
    },
    platform: createVirtualTime(),
    preferences: DEFAULT_PREFERENCES,
    permissions: { state: async () => 'granted', forbids: () => false, onAllowed: () => () => undefined },
    devicesChanged: () => undefined,
  });
  const live = (): string[] =>
    tracks.filter(({ readyState }) => readyState === 'live').map(({ kind }) => kind);
  return { desk, options, state, live };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('[I9] a check of the devices', () => {
  test('opens both, tells of them, and closes them when it is closed', async () => {
    const { desk, options, live } = setUp();
    const check = await desk.open(options);
    const told: string[] = [];
    check.on('changed', () => told.push('changed'));
    check.on('ended', () => told.push('ended'));
    await settle();
    expect([live(), check.local.problems]).toEqual([['audio', 'video'], []]);
    expect(check.local.picture).toBeDefined();
    check.close();
    check.close();
    expect([live(), told.filter((one) => one === 'ended')]).toEqual([[], ['ended']]);
  });

  test('is over when a call begins, even one that begins before the devices are open', async () => {
    const { desk, options, live } = setUp();
    await desk.open(options);
    desk.close();
    await settle();
    expect([live(), desk.current]).toEqual([[], undefined]);
  });

  test('can’t be had in a call, and is one at a time', async () => {
    const { desk, options, state, live } = setUp();
    await desk.open(options);
    await desk.open(options);
    await settle();
    expect(live()).toEqual(['audio', 'video']);
    desk.close();
    state.busy = true;
    await expect(desk.open(options)).rejects.toMatchObject({ code: 'already-in-call' });
    state.busy = false;
    const late = desk.open(options);
    state.busy = true;
    await expect(late).rejects.toMatchObject({ code: 'already-in-call' });
    expect(live()).toEqual([]);
  });
});
