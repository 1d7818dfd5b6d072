import { signal } from '@preact/signals';
import type { DeviceCheck } from '@parley/client';
import { describe, expect, test } from 'vitest';
import { createFakeDevices } from '../../testing/fake-devices.ts';
import { createManualTimers } from '../../testing/manual-timers.ts';
import { createCheck } from './check.ts';

function setUp(open?: () => Promise<DeviceCheck>) {
  const timers = createManualTimers();
  const devices = createFakeDevices(
    () => undefined,
    () => undefined,
  );
  const level = signal(0);
  const metered: unknown[] = [];
  const check = createCheck({
    open: open ?? devices.api.check,
    timers,
    hear: (track) => {
      metered.push(track);
      return { level, close: () => void metered.splice(metered.indexOf(track), 1) };
    },
  });
  const track = {} as MediaStreamTrack;
  const listen = (ms: number, loud: number): void => {
    level.value = loud;
    timers.advance(ms);
  };
  return { check, devices: devices.strings, metered, track, listen, timers };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('[I9] a check of the devices', () => {
  test('is open until it is closed, and closes the devices with it', async () => {
    const { check, devices, metered, track, timers } = setUp();
    expect(check.state.value).toBe('opening');
    await settle();
    devices.check()?.show({ tracks: { microphone: track } });
    expect([check.state.value, metered]).toEqual(['open', [track]]);
    check.close();
    expect([check.state.value, metered, devices.check(), timers.pending]).toEqual(['over', [], undefined, 0]);
  });

  test('that is closed before it is open does not stay open', async () => {
    const { check, devices } = setUp();
    check.close();
    await settle();
    expect([check.state.value, devices.check()]).toEqual(['over', undefined]);
  });

  test('is over when a call takes the devices', async () => {
    const { check, devices } = setUp();
    await settle();
    devices.check()?.close();
    expect([check.state.value, check.local.value]).toEqual(['over', undefined]);
  });

  test('that can’t be had says so', async () => {
    const { check } = setUp(() => Promise.reject(new Error('no line')));
    await settle();
    expect(check.state.value).toBe('failed');
  });
});

describe('what the microphone hears', () => {
  test('a voice is heard, for good; another microphone is heard anew', async () => {
    const { check, devices, track, listen } = setUp();
    await settle();
    devices.check()?.show({ tracks: { microphone: track } });
    listen(1_000, 0.1);
    expect(check.hearing.value).toBe('listening');
    listen(300, 0.8);
    expect([check.hearing.value, check.level.value]).toEqual(['heard', 0.8]);
    listen(60_000, 0);
    expect(check.hearing.value).toBe('heard');
    devices.check()?.show({ tracks: { microphone: {} as MediaStreamTrack } });
    expect(check.hearing.value).toBe('listening');
  });

  test('nothing but a hum for a while is told, until there is a voice', async () => {
    const { check, devices, track, listen } = setUp();
    await settle();
    devices.check()?.show({ tracks: { microphone: track } });
    listen(7_000, 0.1);
    expect(check.hearing.value).toBe('silent');
    listen(300, 0.8);
    expect(check.hearing.value).toBe('heard');
  });
});
