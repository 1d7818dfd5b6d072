import { describe, expect, test } from 'vitest';
import { configurationOf, relayedOnly, relayedOnlyDescription } from './reach.ts';

const HOST = 'candidate:1 1 udp 2122260223 192.168.1.5 51000 typ host generation 0';
const REFLEXIVE = 'candidate:2 1 udp 1686052607 203.0.113.5 51000 typ srflx raddr 192.168.1.5 rport 51000';
const RELAYED =
  'candidate:3 1 udp 41885439 198.51.100.7 50000 typ relay raddr 203.0.113.5 rport 51000 generation 0';
const HIDDEN = 'candidate:3 1 udp 41885439 198.51.100.7 50000 typ relay raddr 0.0.0.0 rport 0 generation 0';

describe('what the other side may learn', () => {
  test('of candidates: the relay’s, without the address behind it', () => {
    expect([HOST, REFLEXIVE, RELAYED].map(relayedOnly)).toEqual([undefined, undefined, HIDDEN]);
  });

  test('of a description: no address but the relay’s', () => {
    const sdp = [
      'v=0',
      'o=- 1 2 IN IP4 127.0.0.1',
      'm=audio 51000 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 203.0.113.5',
      'a=rtcp:51000 IN IP4 203.0.113.5',
      ...[HOST, REFLEXIVE, RELAYED].map((candidate) => `a=${candidate}`),
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP6 2001:db8::5',
      '',
    ].join('\r\n');
    expect(relayedOnlyDescription(sdp).split('\r\n')).toEqual([
      'v=0',
      'o=- 1 2 IN IP4 127.0.0.1',
      'm=audio 51000 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 0.0.0.0',
      'a=rtcp:51000 IN IP4 0.0.0.0',
      `a=${HIDDEN}`,
      'm=video 9 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP6 ::',
      '',
    ]);
  });
});

test('a connection is configured with the servers, and with the relay alone where that is wished', () => {
  const servers = [{ urls: ['stun:a'] }, { urls: ['turn:a'], username: 'u', credential: 'c' }];
  expect(configurationOf({ servers, relayOnly: false })).toEqual({
    iceServers: servers,
    iceTransportPolicy: 'all',
  });
  expect(configurationOf({ servers: [], relayOnly: true })).toEqual({
    iceServers: [],
    iceTransportPolicy: 'relay',
  });
});
