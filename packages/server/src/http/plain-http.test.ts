import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { createCallers } from './callers.ts';
import { onlyConfidential } from './plain-http.ts';

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
