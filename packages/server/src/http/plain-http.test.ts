import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { createChallenges } from '../tls/acme-challenges.ts';
import { createCallers } from './callers.ts';
import { leadToHttps, onlyConfidential } from './plain-http.ts';

const doors = (name: string) => ({ fetch: () => new Response(name), upgrade: () => {} });

async function servedTo(address: string, headers: IncomingMessage['headers'], trust: string[]) {
  const callers = createCallers({ trusted: createNetworks(trust), hint: () => {} });
  const { fetch } = onlyConfidential(doors('app'), doors('lead'), callers);
  const incoming = { socket: { remoteAddress: address }, headers } as IncomingMessage;
  const answer = await fetch(new Request('http://parley/'), { incoming } as never);
  return (answer as Response).text();
}

test.each([
  ['this machine as localhost', '127.0.0.1', { host: 'localhost:9900' }, [], 'app'],
  ['this machine by another name', '127.0.0.1', { host: 'calls.example.org' }, [], 'lead'],
  ['another machine as localhost', '192.0.2.1', { host: 'localhost' }, [], 'lead'],
  ['a proxy that had https', '10.0.0.2', { 'x-forwarded-proto': 'https' }, ['10.0.0.2'], 'app'],
  ['a proxy that had http', '10.0.0.2', { 'x-forwarded-proto': 'http' }, ['10.0.0.2'], 'lead'],
  ['somebody who claims to be one', '192.0.2.1', { 'x-forwarded-proto': 'https' }, ['10.0.0.2'], 'lead'],
])('plain HTTP from %s', async (_, address, headers, trust, served) => {
  expect(await servedTo(address, headers, trust)).toBe(served);
});

test('a certificate authority gets its answer by plain HTTP, while there is one, and everybody else is led to https', async () => {
  const challenges = createChallenges();
  const https = () => ({ port: 443, certificate: { cert: '', key: '' } });
  const { fetch } = leadToHttps(https, challenges);
  const ask = async (url: string) => {
    const incoming = { method: 'GET', url, headers: { host: 'calls.example.org' }, socket: {} };
    const answer = (await fetch(new Request('http://parley/'), { incoming } as never)) as Response;
    return answer.status === 200 ? answer.text() : answer.status;
  };
  challenges.offer('token', 'token.print');
  expect(await ask('/.well-known/acme-challenge/token')).toBe('token.print');
  expect(await ask('/.well-known/acme-challenge/other')).toBe(308);
  expect(await ask('/token')).toBe(308);
  challenges.withdraw('token');
  expect(await ask('/.well-known/acme-challenge/token')).toBe(308);
});
