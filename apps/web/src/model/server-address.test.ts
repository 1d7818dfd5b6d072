import { describe, expect, test } from 'vitest';
import { readServerAddress, signInAddress } from './server-address.ts';

const ORIGIN = 'https://home.example:8443';

describe('[H1] the server field', () => {
  test.each([
    ['', 'here'],
    ['  ', 'here'],
    ['https://home.example:8443', 'here'],
    ['https://HOME.example:8443/', 'here'],
    ['home.example:8443', 'here'],
    ['home.example', 'elsewhere'],
    ['http://home.example:8443', 'elsewhere'],
    ['192.168.1.5:9900', 'elsewhere'],
    ['http://[::1]:9900', 'elsewhere'],
    ['localhost', 'elsewhere'],
    ['ftp://home.example', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['https://', 'malformed'],
    ['not a server', 'malformed'],
    ['https://home.example:99999', 'malformed'],
    ['https://me:secret@home.example', 'malformed'],
    ['https://home.example/some/path', 'malformed'],
  ])('%s is %s', (typed, kind) => {
    expect(readServerAddress(typed, ORIGIN).kind).toBe(kind);
  });

  test('a missing scheme is the page’s own', () => {
    const address = readServerAddress('calls.example', ORIGIN);
    expect(address).toMatchObject({ kind: 'elsewhere', url: new URL('https://calls.example') });
  });

  test('only the account goes along to another server', () => {
    expect(signInAddress(new URL('https://calls.example'), ' bob & co ')).toBe(
      'https://calls.example/?account=bob+%26+co',
    );
    expect(signInAddress(new URL('https://calls.example'), ' ')).toBe('https://calls.example/');
  });
});
