import { expect, test } from 'vitest';
import { ConnectionDiary } from './connection-diary.ts';

const HOST = 'candidate:1 1 udp 2122260223 192.168.7.23 50000 typ host generation 0 ufrag ab';
const RELAY = 'candidate:2 1 TCP 1677729535 203.0.113.9 50001 typ relay raddr 192.168.7.23 rport 50000';

test('[C19] a connection’s report says what there was to connect by, and no address', () => {
  let time = 5_000;
  const servers = [
    { urls: ['turn:relay.example:3478?transport=udp', 'turns:relay.example:5349?transport=tcp'] },
    { urls: ['turn:relay.example:3478?transport=udp'] },
  ];
  const diary = new ConnectionDiary({
    now: () => time,
    offerer: true,
    reach: { servers, relayOnly: false },
  });
  diary.candidate('own', HOST);
  diary.candidate('own', HOST);
  diary.description('other', `v=0\r\na=${RELAY}\r\na=end-of-candidates\r\n`);
  diary.candidate('other', 'candidate:nonsense of somebody else 192.0.2.1');
  diary.error(701);
  diary.error(701);
  diary.state('connecting');
  time += 1_500;
  diary.state('connecting');
  diary.state('failed');
  expect(diary.report).toEqual({
    offerer: true,
    relayOnly: false,
    servers: ['turn udp', 'turns tcp'],
    own: { 'host udp': 2 },
    other: { 'relay tcp': 1, 'unknown unknown': 1 },
    errors: { 701: 2 },
    states: [
      { after: 0, state: 'connecting' },
      { after: 1_500, state: 'failed' },
    ],
  });
  expect(JSON.stringify(diary.report)).not.toMatch(/\d+\.\d+\.\d+|relay\.example/);
});

test('a line that comes and goes all day fills nothing', () => {
  const diary = new ConnectionDiary({
    now: () => 0,
    offerer: false,
    reach: { servers: [], relayOnly: true },
  });
  for (let i = 0; i < 1_000; i++) diary.state(i % 2 === 0 ? 'connected' : 'disconnected');
  expect(diary.report.states).toHaveLength(40);
});
