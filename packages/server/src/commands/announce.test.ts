import { expect, test } from 'vitest';
import { selfSigned } from '../tls/testing/self-signed.ts';
import { outsideOf, urlHere } from '../tls/addresses.ts';
import { announce } from './announce.ts';

const authority = { cert: '', fingerprint: 'AB:CD' };
const names = ['localhost', 'laptop', '127.0.0.1', '::1', 'fd00::5', '203.0.113.9', '192.168.1.5'];

test('of a server with its own CA the addresses are printed, how to trust it, and a QR code of that', async () => {
  const certificate = { ...(await selfSigned({ names })), authority };
  const lines = announce({ outside: outsideOf({ host: '0.0.0.0', port: 9900, certificate }) });
  expect(lines.slice(0, -1)).toEqual([
    'On other devices: https://192.168.1.5:9900',
    'On other devices: https://203.0.113.9:9900',
    'On other devices: https://[fd00::5]:9900',
    "Each device has to trust this server's certificate once: http://192.168.1.5:9900 shows how.",
    'Its SHA-256 fingerprint: AB:CD',
    'For a phone, http://192.168.1.5:9900:',
  ]);
  expect(lines.at(-1)).toMatch(/^(█[█▀▄ ]*\n)+▀+$/);
});

test('of one with a public certificate its names are, as browsers write them', async () => {
  const certificate = await selfSigned({ names: ['calls.example.org', '*.example.org'] });
  const lines = announce({ outside: outsideOf({ host: '0.0.0.0', port: 443, certificate }) });
  expect(lines.slice(0, -1)).toEqual([
    'On other devices: https://calls.example.org',
    'For a phone, https://calls.example.org:',
  ]);
});

test('of one on a single address that one, and of one without TLS nothing', async () => {
  const certificate = { ...(await selfSigned({ names })), authority };
  const outside = outsideOf({ host: '203.0.113.9', port: 1, certificate });
  expect(outside.urls).toEqual(['https://203.0.113.9:1']);
  expect(announce({ outside: undefined })).toEqual([]);
});

test.each([
  ['127.0.0.1', false, 'http://localhost:9900'],
  ['0.0.0.0', true, 'http://localhost:9900'],
  ['::', true, 'http://localhost:9900'],
  ['192.168.1.5', true, 'https://192.168.1.5:9900'],
  ['fd00::5', true, 'https://[fd00::5]:9900'],
  ['192.168.1.5', false, 'http://192.168.1.5:9900'],
])('on %s, with TLS: %s, a person on this machine opens %s', (host, encrypted, expected) => {
  expect(urlHere(host, 9_900, encrypted)).toBe(expected);
});
