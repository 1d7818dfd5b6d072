import { expect, test } from 'vitest';
import { connectCauseOf, isRefusal, type Attempt } from './connect-cause.ts';

type Entry = { type: string; candidateType?: string; state?: string };
const local = (...types: string[]): Entry[] =>
  types.map((candidateType) => ({ type: 'local-candidate', candidateType }));
const remote = (...types: string[]): Entry[] =>
  types.map((candidateType) => ({ type: 'remote-candidate', candidateType }));
const pair = (state: string): Entry => ({ type: 'candidate-pair', state });

function attempt(entries: Entry[], more: Partial<Attempt> = {}): Attempt {
  const stats = new Map(entries.map((entry, i) => [String(i), entry])) as unknown as RTCStatsReport;
  return { answered: true, hasRelay: true, relayOnly: false, isRefused: false, stats, ...more };
}

const HOSTS = [...local('host'), ...remote('host')];

test.each([
  ['unanswered', attempt(local('host', 'relay'), { answered: false })],
  ['unanswered', attempt([], { answered: false, stats: undefined })],
  ['no-candidates', attempt(remote('host', 'relay'))],
  ['no-candidates', attempt([], { stats: undefined })],
  ['no-relay', attempt([...HOSTS, pair('failed')], { hasRelay: false })],
  ['no-relay', attempt([...HOSTS, pair('in-progress')], { hasRelay: false })],
  ['relay-only', attempt(remote('host'), { hasRelay: false, relayOnly: true })],
  ['relay-unreachable', attempt(remote('host', 'relay'), { relayOnly: true })],
  ['dtls-failed', attempt([...HOSTS, pair('failed'), pair('succeeded')], { hasRelay: false })],
  ['relay-unreachable', attempt([...HOSTS, ...local('srflx'), ...remote('relay')])],
  ['relay-refused', attempt(HOSTS, { isRefused: true })],
  // By one of its transports the relay took it.
  ['other-unreachable', attempt([...HOSTS, ...local('relay')], { isRefused: true })],
  ['other-unreachable', attempt([...local('host', 'relay'), ...remote('host', 'prflx')])],
  ['relay-failed', attempt([...local('relay'), ...remote('relay'), pair('failed')])],
])('[C19] %s', (cause, facts) => {
  expect(connectCauseOf(facts)).toBe(cause);
});

test('[C19] a relay that answers refuses; one that is not reached does not', () => {
  expect([400, 401, 438, 486, 508].every(isRefusal)).toBe(true);
  expect([701, 0].some(isRefusal)).toBe(false);
});
