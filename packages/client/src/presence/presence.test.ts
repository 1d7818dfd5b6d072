import type { ServerMessage, UserId } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { ConnectionMessages } from '../connection/connection.ts';
import { Emitter } from '../events.ts';
import { createPresence } from './presence.ts';

const ids = (...names: string[]): UserId[] => names as UserId[];

test('each who came and went is told of once, after the change as a whole, and never oneself', () => {
  const messages = new Emitter<ConnectionMessages>();
  const presence = createPresence({ connection: { messages }, user: 'me' as UserId });
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
