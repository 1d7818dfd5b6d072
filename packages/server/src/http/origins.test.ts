import { expect, test } from 'vitest';
import { createOrigins } from './origins.ts';

const machine = () => ['192.168.1.5', 'fe80::1', 'Laptop', 'not a host name'];

function allowed(host: string, port: number, origin: string, extra: string[] = []): boolean {
  return createOrigins({ host, port: () => port, extra, machine }).allows(origin);
}

test.each([
  ['127.0.0.1', 9900, 'http://localhost:9900', true],
  ['127.0.0.1', 9900, 'http://127.0.0.1:9900', true],
  ['127.0.0.1', 9900, 'http://[::1]:9900', true],
  ['127.0.0.1', 9900, 'http://localhost:9901', false],
  ['127.0.0.1', 9900, 'http://localhost', false],
  ['127.0.0.1', 9900, 'https://localhost:9900', false],
  ['127.0.0.1', 9900, 'http://localhost:9900.evil.example', false],
  ['127.0.0.1', 9900, 'http://evil.localhost:9900', false],
  ['127.0.0.1', 9900, 'null', false],
  ['127.0.0.1', 9900, '', false],
  ['127.0.0.1', 9900, 'http://192.168.1.5:9900', false],
  ['0.0.0.0', 9900, 'http://192.168.1.5:9900', true],
  ['0.0.0.0', 9900, 'http://192.168.1.6:9900', false],
  ['::', 9900, 'http://[fe80::1]:9900', true],
  ['::', 9900, 'http://laptop:9900', true],
  ['192.168.1.5', 80, 'http://192.168.1.5', true],
])('[H5] listening on %s:%i, the origin %s is its own: %s', (host, port, origin, expected) => {
  expect(allowed(host, port, origin)).toBe(expected);
});

test('[H5] the operator adds origins, exactly', () => {
  expect(allowed('127.0.0.1', 9900, 'https://calls.example.org', ['https://calls.example.org'])).toBe(true);
  expect(allowed('127.0.0.1', 9900, 'http://calls.example.org', ['https://calls.example.org'])).toBe(false);
});
