import type { CallPreferences, DeviceInfo } from '@parley/client';
import { describe, expect, test } from 'vitest';
import { FAKE_LIST } from '../../testing/fake-devices.ts';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { createMemoryKeep } from '../../testing/kept.ts';
import { createDevices } from './devices.ts';
import { createDeviceSettings } from './settings.ts';

const [, HEADSET, , DESK] = FAKE_LIST;
const HEADPHONES = { id: 'headset', label: 'Jabra Evolve2 65 Mono' };
const EARS: DeviceInfo = { kind: 'speaker', id: 'ears', label: 'Jabra Evolve2 65 Mono' };

describe('chosen devices', () => {
  test('are kept for the next visit', () => {
    const keep = createMemoryKeep();
    createDeviceSettings(keep).set({ microphone: HEADPHONES, mirror: false, cleanSound: false });
    const settings = createDeviceSettings(keep);
    expect(settings.calls.value).toMatchObject({
      microphone: HEADPHONES,
      camera: undefined,
      cleanSound: false,
    });
    expect(settings.mirror.value).toBe(false);
  });

  test.each(['', 'nonsense', '[]', 'null', '{"microphone":"x","camera":{"id":1},"mirror":"no"}'])(
    'that can’t be read count as none: %s',
    (kept) => {
      const keep = { get: () => kept, set: () => undefined };
      expect(createDeviceSettings(keep).calls.value).toEqual({
        microphone: undefined,
        camera: undefined,
        cleanSound: true,
        blurBackground: false,
      });
      expect(createDeviceSettings(keep).mirror.value).toBe(true);
    },
  );

  test('the other camera of a phone is for one call, and gives way to a choice', () => {
    const keep = createMemoryKeep();
    const settings = createDeviceSettings(keep);
    settings.face('environment');
    expect(settings.calls.value.camera).toEqual({ facing: 'environment' });
    expect(createDeviceSettings(keep).calls.value.camera).toBeUndefined();
    settings.set({ camera: DESK });
    expect(settings.calls.value.camera).toEqual(DESK);
  });
});

function setUp(keep = createMemoryKeep()) {
  const parley = createFakeParley({ user: 'alice' });
  const settings = createDeviceSettings(keep);
  const { calls } = parley;
  const devices = createDevices({ calls, settings, audio: () => undefined, hear: () => undefined });
  return { devices, settings, parley, plug: parley.strings.devices.plug };
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('devices', () => {
  test('what is chosen reaches the calls at once', () => {
    const { parley, settings } = setUp();
    settings.set({ microphone: HEADSET });
    const preferences: CallPreferences = parley.calls.preferences;
    expect(preferences.microphone).toEqual(HEADSET);
  });

  test('the speaker is found by its name where its id is another one, and told where it is away', async () => {
    const { devices, settings, plug } = setUp();
    settings.set({ speaker: { id: 'an id of before', label: EARS.label } });
    devices.refresh();
    await settle();
    expect([devices.sink.value, devices.speakerAway.value]).toEqual(['ears', undefined]);
    plug(FAKE_LIST.filter(({ id }) => id !== 'ears'));
    await settle();
    expect([devices.sink.value, devices.speakerAway.value]).toEqual(['', EARS.label]);
    plug(FAKE_LIST);
    await settle();
    expect([devices.sink.value, devices.speakerAway.value]).toEqual(['ears', undefined]);
  });

  test('without names there is nothing to choose, and nothing is away', async () => {
    const { devices, settings, plug } = setUp();
    settings.set({ speaker: EARS });
    plug([{ kind: 'microphone', id: '', label: '' }]);
    await settle();
    expect([devices.list.value, devices.speakerAway.value]).toEqual([[], undefined]);
  });

  test('who has called needs no offer to check, and begins the next call with the chosen camera', () => {
    const { devices, settings, parley } = setUp();
    expect(settings.acquainted.value).toBe(false);
    const call = parley.calls.invite('bob', 'video');
    settings.face('environment');
    call.hangUp();
    expect([settings.acquainted.value, settings.calls.value.camera]).toEqual([true, undefined]);
    devices.close();
  });
});
