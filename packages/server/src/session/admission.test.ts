import { CLOSE, type DeviceId, type SessionId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { admit, type Hello, type Live } from './admission.ts';

const session = (id: string, device: string, canReplayFrom = (_seq: number): boolean => true): Live => ({
  id: id as SessionId,
  device: device as DeviceId,
  canReplayFrom,
});
const resume = (id: string, seq = 0) => ({ session: id as SessionId, seq });
const hello = (changes: Partial<Hello<Live>>): Hello<Live> => ({
  device: 'here' as DeviceId,
  resume: undefined,
  own: [],
  policy: 'replace',
  room: 1,
  ...changes,
});
const there = session('s1', 'there');
const here = session('s2', 'here');

test('[S1] a first hello begins a session', () => {
  expect(admit(hello({}))).toEqual({ name: 'begin', displaces: [], supersedes: [] });
});

test('[S4] a resume of what can be replayed resumes, whatever the policy', () => {
  for (const policy of ['replace', 'multiple'] as const) {
    const asked = hello({ policy, own: [here], resume: resume('s2', 7) });
    expect(admit(asked)).toEqual({ name: 'resume', session: here, seq: 7 });
  }
});

test('[S5] a resume from before what is kept begins a session in place of the old one', () => {
  const short = session('s2', 'here', (seq) => seq >= 5);
  const asked = hello({ own: [short], resume: resume('s2', 4) });
  expect(admit(asked)).toEqual({ name: 'begin', displaces: [], supersedes: [short] });
});

test('[S6] under replace a hello without resume displaces; [S9] under multiple it does not', () => {
  expect(admit(hello({ own: [there] }))).toEqual({ name: 'begin', displaces: [there], supersedes: [] });
  const multiple = hello({ policy: 'multiple', own: [there] });
  expect(admit(multiple)).toEqual({ name: 'begin', displaces: [], supersedes: [] });
});

test('[S7] a vain resume while another device is signed in is refused under replace', () => {
  expect(admit(hello({ own: [there], resume: resume('gone') }))).toEqual({
    name: 'refuse',
    code: CLOSE.displaced,
  });
  const multiple = hello({ policy: 'multiple', own: [there], resume: resume('gone') });
  expect(admit(multiple)).toEqual({ name: 'begin', displaces: [], supersedes: [] });
});

test('[I6] a device that meets its own session, whose welcome it never heard, displaces nobody', () => {
  for (const asked of [hello({ own: [here] }), hello({ own: [here], resume: resume('gone') })]) {
    expect(admit(asked)).toEqual({ name: 'begin', displaces: [], supersedes: [here] });
  }
});

test('[S1] a full server begins no session, but resumes and replaces', () => {
  expect(admit(hello({ room: 0 }))).toEqual({ name: 'refuse', code: CLOSE.serverFull });
  expect(admit(hello({ room: 0, own: [there] })).name).toBe('begin');
  expect(admit(hello({ room: 0, own: [here], resume: resume('s2') })).name).toBe('resume');
});
