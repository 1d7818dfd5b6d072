import type { ClientMessage, ServerMessage, ServerMessageOf, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ConnectionMessages } from '../connection/connection.ts';
import { Emitter } from '../events.ts';
import { createPresence } from './presence.ts';

const ids = (...names: string[]): UserId[] => names as UserId[];

test('each who came and went is told of once, after the change as a whole, and never oneself', () => {
  const messages = new Emitter<ConnectionMessages>();
  const presence = createPresence({ connection: { messages, send: () => true }, user: 'me' as UserId });
  const heard: string[] = [];
  presence.on('changed', ({ online, offline }) => heard.push(`+${online.join()} -${offline.join()}`));
  presence.on('came', (user) => heard.push(`came ${user}`));
  presence.on('went', (user) => heard.push(`went ${user}`));
  const say = (message: ServerMessage): void => messages.emit('message', message);

  say({ t: 'presence.snapshot', online: ids('me', 'ann', 'bob') });
  expect(presence.online.has('ann')).toBe(true);
  say({ t: 'presence.update', online: ids('ann', 'carl'), offline: ids('bob', 'nobody') });
  say({ t: 'presence.update', online: ids('me'), offline: [] });
  say({ t: 'presence.snapshot', online: ids('carl') });
  expect(heard).toEqual([
    '+ann,bob -',
    'came ann',
    'came bob',
    '+carl -bob',
    'went bob',
    'came carl',
    '+ -ann',
    'went ann',
  ]);
  expect([...presence.online]).toEqual(['carl']);
});

function setUp() {
  const messages = new Emitter<ConnectionMessages>();
  const said: unknown[] = [];
  const send = (message: ClientMessage): boolean => {
    said.push(JSON.parse(JSON.stringify({ ...message, t: undefined })));
    return true;
  };
  const presence = createPresence({ connection: { messages, send }, user: 'me' as UserId });
  const turned: string[] = [];
  presence.on('turned', (users) =>
    turned.push(users.map((user) => `${user} ${presence.statusOf(user)}`).join()),
  );
  const update = (change: Partial<ServerMessageOf<'presence.update'>>): void =>
    messages.emit('message', { t: 'presence.update', online: [], offline: [], ...change });
  const snapshot = (change: Partial<ServerMessageOf<'presence.snapshot'>>): void =>
    messages.emit('message', { t: 'presence.snapshot', online: ids('me', 'ann', 'bob'), ...change });
  const welcome = (recovered: boolean): void =>
    messages.emit('welcome', { recovered } as ServerMessageOf<'session.welcome'>);
  return { presence, said, turned, update, snapshot, welcome };
}

test('[P6] how present somebody is follows the lists, and goes with them', () => {
  const { presence, turned, update, snapshot } = setUp();
  snapshot({ away: ids('ann') });
  expect(['ann', 'bob', 'me', 'eve'].map((user) => presence.statusOf(user))).toEqual([
    'away',
    'available',
    'available',
    undefined,
  ]);
  update({ doNotDisturb: ids('bob', 'me'), available: ids('ann') });
  update({ offline: ids('bob') });
  expect(presence.statusOf('bob')).toBe(undefined);
  update({ online: ids('bob') });
  expect(presence.statusOf('bob')).toBe('available');
  snapshot({});
  expect(presence.statusOf('me')).toBe('available');
  expect(turned).toEqual([
    'ann away',
    'ann available,bob do-not-disturb,me do-not-disturb',
    'bob undefined',
    'me available',
  ]);
});

test('[P5] what was set is said again until the server tells it, and to each new session', () => {
  const { presence, said, update, snapshot, welcome } = setUp();
  welcome(false);
  expect(said).toEqual([]);
  snapshot({});
  presence.setStatus('do-not-disturb', { again: true });
  welcome(true);
  expect(said).toEqual([
    { status: 'do-not-disturb', again: true },
    { status: 'do-not-disturb', again: true },
  ]);
  update({ doNotDisturb: ids('me') });
  welcome(true);
  expect(said).toHaveLength(2);
  // The server was restarted: its first snapshot is older than what it is told then.
  welcome(false);
  snapshot({});
  expect(presence.chosen).toBe('do-not-disturb');
  expect(said).toHaveLength(3);
});

test('[P5] what another device sets is not set back from here', () => {
  const { presence, said, update, snapshot, welcome } = setUp();
  snapshot({});
  presence.setStatus('do-not-disturb');
  update({ doNotDisturb: ids('me') });
  update({ available: ids('me') });
  expect(presence.chosen).toBe('available');
  welcome(false);
  expect(said).toHaveLength(1);
  update({ doNotDisturb: ids('me') });
  expect(presence.chosen).toBe('do-not-disturb');
});

test('[P7] that nobody is here is said once, and again after a loss of the line', () => {
  const { presence, said, welcome } = setUp();
  presence.setIdle(false);
  presence.setIdle(true);
  presence.setIdle(true);
  welcome(true);
  presence.setIdle(false);
  expect(said).toEqual([{ idle: true }, { idle: true }, { idle: false }]);
});
