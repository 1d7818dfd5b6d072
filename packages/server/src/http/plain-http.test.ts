import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { createNetworks } from '../limits/network.ts';
import { createChallenges } from '../tls/acme-challenges.ts';
import { createCallers } from './callers.ts';
import { leadToHttps, onlyConfidential } from './plain-http.ts';
import { WORDS } from './words/words.ts';

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

const AUTHORITY = { cert: '', fingerprint: '01:23:45:67:89:AB:CD:EF:01:23' };

async function ledTo(language: string | undefined, { url = '/', authority = AUTHORITY } = {}) {
  const https = () => ({ port: 9900, certificate: { cert: '', key: '', authority } });
  const { fetch } = leadToHttps(https, createChallenges());
  const headers = {
    host: '192.0.2.7:9900',
    ...(language !== undefined && { 'accept-language': language }),
  };
  const incoming = { method: 'GET', url, headers, socket: {} };
  return (await fetch(new Request('http://parley/'), { incoming } as never)) as Response;
}

test.each([
  ['en', 'ltr', 'Two steps, and you can call'],
  ['de', 'ltr', 'In zwei Schritten zum Anruf'],
  ['es', 'ltr', 'Dos pasos y ya puedes llamar'],
  ['zh', 'ltr', '只需两步，即可通话'],
  ['ar', 'rtl', 'خطوتان ويمكنك الاتصال'],
] as const)('the way to https is shown in %s', async (language, direction, heading) => {
  const answer = await ledTo(language, { url: '/?a=1&b="2"' });
  expect(answer.headers.get('vary')).toBe('Accept-Language');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const page = await answer.text();
  expect(page).toContain(`<html lang="${language === 'zh' ? 'zh-Hans' : language}" dir="${direction}">`);
  expect(page).toContain(`<h1>${heading}</h1>`);
  expect(page.match(/https:\/\/192\.0\.2\.7:9900\/\?a=1&amp;b=&quot;2&quot;/g)).toHaveLength(2);
  expect(page).toContain('<span>01:23:45:67:89:AB:CD:EF:</span> <span>01:23</span>');
  expect(page.match(/<summary>/g)).toHaveLength(5);
  expect(page.match(/<b>/g)?.length).toBe(page.match(/<\/b>/g)?.length);
  expect(page).not.toMatch(/undefined|\$\{|\[object/);
});

test('every language has as many steps for each system, and words of its own', () => {
  const { en, ...others } = WORDS;
  for (const [language, { trust, nothing }] of Object.entries(others)) {
    expect([language, ...trust.install.map(({ steps }) => steps.length)]).toEqual([
      language,
      ...en.trust.install.map(({ steps }) => steps.length),
    ]);
    const own = [
      ...Object.values(trust).filter((word) => typeof word === 'string'),
      ...Object.values(nothing),
    ];
    const english = new Set([...Object.values(en.trust), ...Object.values(en.nothing)]);
    expect(own.filter((word) => word.trim() === '' || english.has(word))).toEqual([]);
  }
});

test('a renewed authority shows in the page of a language that was made before', async () => {
  let authority = AUTHORITY;
  const https = () => ({ port: 9900, certificate: { cert: '', key: '', authority } });
  const { fetch } = leadToHttps(https, createChallenges());
  const ask = async () => {
    const incoming = { method: 'GET', url: '/', headers: { host: '192.0.2.7' }, socket: {} };
    return ((await fetch(new Request('http://parley/'), { incoming } as never)) as Response).text();
  };
  expect(await ask()).toContain('01:23:45');
  authority = { cert: '', fingerprint: 'FE:DC:BA' };
  expect(await ask()).toContain('<span>FE:DC:BA</span>');
});
