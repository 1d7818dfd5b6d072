import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { CallId, UserId } from '@parley/client';
import type { CallSnapshot } from './calls.ts';
import { createMediaSession, type MediaHub } from './media-session.ts';

const call = (parts: Partial<CallSnapshot> = {}): CallSnapshot => ({
  id: 'one' as CallId,
  with: 'bob' as UserId,
  direction: 'outgoing',
  media: 'video',
  state: { name: 'active', since: 0 },
  line: 'good',
  voiceFirst: false,
  held: false,
  trouble: undefined,
  local: {
    picture: undefined,
    status: { microphone: false, camera: true, screen: false },
    problems: [],
    tracks: {},
  },
  remote: undefined,
  ...parts,
});

function setUp(unknown: readonly string[] = []) {
  const handlers = new Map<string, () => void>();
  const active: Record<string, boolean> = {};
  const done: string[] = [];
  const hub: MediaHub = {
    metadata: null,
    setActionHandler: (action, handler) => {
      if (unknown.includes(action)) throw new TypeError(`${action} is no action here`);
      if (handler) handlers.set(action, handler);
      else handlers.delete(action);
    },
    setMicrophoneActive: (on) => (active['microphone'] = on),
    setCameraActive: (on) => (active['camera'] = on),
  };
  const live = signal<CallSnapshot | undefined>(undefined);
  const session = createMediaSession({
    hub,
    describe: (shown) => `with ${shown.with}`,
    live,
    actions: {
      togglemicrophone: () => done.push('microphone'),
      togglecamera: () => done.push('camera'),
      hangup: () => done.push('hang up'),
      enterpictureinpicture: () => done.push('picture'),
    },
  });
  return { hub, handlers, active, done, live, session };
}

test('a call is in the hub while it lasts, with what its keys do', () => {
  const { hub, handlers, active, done, live } = setUp();
  expect(handlers.size).toBe(0);
  live.value = call();
  expect(hub.metadata).toBe('with bob');
  expect(active).toEqual({ microphone: false, camera: true });
  handlers.get('hangup')?.();
  handlers.get('togglemicrophone')?.();
  expect(done).toEqual(['hang up', 'microphone']);
  live.value = undefined;
  expect(hub.metadata).toBeNull();
  expect(handlers.size).toBe(0);
});

test('a call that merely rings is not', () => {
  const { hub, handlers, live } = setUp();
  live.value = call({ state: { name: 'ringing' } });
  expect(hub.metadata).toBeNull();
  expect(handlers.size).toBe(0);
});

test('an action that the browser does not know leaves the others', () => {
  const { handlers, live } = setUp(['togglecamera']);
  live.value = call();
  expect([...handlers.keys()]).toEqual(['togglemicrophone', 'hangup', 'enterpictureinpicture']);
});

test('closing takes it out', () => {
  const { hub, handlers, live, session } = setUp();
  live.value = call();
  session.close();
  expect(hub.metadata).toBeNull();
  expect(handlers.size).toBe(0);
});
