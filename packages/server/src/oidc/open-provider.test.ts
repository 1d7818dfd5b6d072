import { expect, test } from 'vitest';
import { defaultSettings } from '../config/settings.ts';
import { openProvider } from './open-provider.ts';

const open = (oidcIssuer: string, more: object = {}) =>
  openProvider({ ...defaultSettings(), oidcIssuer, oidcClientId: 'parley', ...more });

test('[H10] there is none where none is set, and it is called as the operator says', () => {
  expect(open('')).toBeUndefined();
  expect(open('https://id.example/realms/main')?.name).toBe('id.example');
  expect(open('https://id.example', { oidcName: 'Example Ltd' })?.name).toBe('Example Ltd');
  for (const here of ['http://localhost:8080', 'http://127.0.0.1:8080/x', 'http://[::1]:8080'])
    expect(open(here)).toBeDefined();
});

test.each([
  ['http://id.example'],
  ['http://localhost.evil.example'],
  ['ftp://id.example'],
  ['id.example'],
  ['https://id.example/?x=1'],
])('[H10] %s is no provider: on the way there, others could say who somebody is', (issuer) => {
  expect(() => open(issuer)).toThrow(/^oidc-issuer must be an https:\/\/ address/);
});

test('[H10] without a client id it is said what is missing', () => {
  expect(() => open('https://id.example', { oidcClientId: '' })).toThrow(/needs oidc-client-id/);
});
