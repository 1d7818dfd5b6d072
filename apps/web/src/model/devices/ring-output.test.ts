import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { DeviceInfo } from '@parley/client';
import { createFakeParley } from '../../testing/fake-parley.ts';
import { createMemoryKeep } from '../../testing/kept.ts';
import { createDevices } from './devices.ts';
import { createDeviceSettings } from './settings.ts';

const speaker = (id: string): DeviceInfo => ({ id, label: `the ${id}`, kind: 'speaker' }) as DeviceInfo;

async function setUp(there: readonly string[]) {
  const { calls, strings } = createFakeParley({ user: 'alice', online: ['bob'] });
  const speakers = signal(there.map(speaker));
  calls.devices = () => Promise.resolve(speakers.value);
  const sinks: string[] = [];
  const context = { setSinkId: (id: string) => Promise.resolve(void sinks.push(id)) };
  const settings = createDeviceSettings(createMemoryKeep());
  const audio = () => context as unknown as AudioContext;
  const devices = createDevices({ calls, settings, audio, hear: () => undefined });
  settings.set({ speaker: speaker('headset'), ringer: speaker('box') });
  devices.refresh();
  await Promise.resolve();
  return { calls, strings, devices, sink: () => sinks.at(-1) };
}

test('it rings on the chosen output, and the call is heard on its own', async () => {
  const { strings, sink } = await setUp(['headset', 'box']);
  expect(sink()).toBe('headset');
  const call = strings.ring('bob', 'voice');
  expect(sink()).toBe('box');
  call.accept('voice');
  expect(sink()).toBe('headset');
  call.hangUp();
  strings.ring('bob', 'voice').decline();
  expect(sink()).toBe('headset');
});

test('where the output for the ring is not there, it rings where calls are heard', async () => {
  const { strings, sink } = await setUp(['headset']);
  strings.ring('bob', 'voice');
  expect(sink()).toBe('headset');
});
