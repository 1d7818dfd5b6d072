import type { CallId, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { Device } from '../api/media.ts';
import { CallHandle } from './call-handle.ts';
import type { CallMachine } from './call-machine.ts';
import type { CallMediaLink } from './media-link.ts';

const ringing: CallMachine = {
  name: 'ringing',
  id: 'call' as CallId,
  direction: 'incoming',
  with: 'alice' as UserId,
  media: 'video',
  own: undefined,
  view: undefined,
};

test('[S7] before an incoming call is accepted no device can be turned on', () => {
  const call = new CallHandle({
    machine: ringing,
    dispatch: () => undefined,
    hold: () => undefined,
    clockOffset: () => 0,
    now: () => 0,
  });
  const wanted: Device[] = [];
  const link = { set: (device: Device) => wanted.push(device), measure: () => undefined };
  call.update({ link: link as Partial<CallMediaLink> as CallMediaLink });
  call.setCamera(true);
  call.setMicrophone(true);
  call.setScreen(true);
  expect(wanted).toEqual([]);
  call.update({ machine: { ...ringing, name: 'connecting', own: 'video', mediaUp: false } });
  call.setCamera(true);
  expect(wanted).toEqual(['camera']);
});
