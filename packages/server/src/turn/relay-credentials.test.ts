import type { UserId } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { credentialsFor, passwordOf, serversOf } from './relay-credentials.ts';

const alice = 'alice' as UserId;

describe('credentials for the relay', () => {
  // RFC 2202 §3, case 2; and `printf 1795523364:e | openssl dgst -sha1 -hmac geheim -binary | base64`.
  test.each([
    ['Jefe', 'what do ya want for nothing?', '7/zfauXrL6LSdBbV8YTfnCWafHk='],
    ['geheim', '1795523364:e', 'JCZOUZ0xj0jRulHXqL2If+JsyFY='],
  ])('are signed with HMAC-SHA1: %s, %s', (secret, name, password) => {
    expect(passwordOf(secret, name)).toBe(password);
  });

  test('name when they end, in seconds, and nobody', () => {
    const { username, credential } = credentialsFor({
      secret: 'hush',
      user: alice,
      expires: 1_795_523_364_999,
    });
    expect(username).toMatch(/^1795523364:[\w-]{16}$/);
    expect(username).not.toContain('alice');
    expect(credential).toBe(passwordOf('hush', username));
  });

  test('name the same account alike, whenever they end and however it is spelt, and no two accounts', () => {
    const nameOf = (user: string, expires = 1_000, secret = 'hush'): string | undefined =>
      credentialsFor({ secret, user: user as UserId, expires }).username.split(':')[1];
    expect(nameOf('alice', 600_000)).toBe(nameOf('alice'));
    expect(nameOf('Alice')).toBe(nameOf('alice'));
    expect(nameOf('bob')).not.toBe(nameOf('alice'));
    expect(nameOf('alice', 1_000, 'another')).not.toBe(nameOf('alice'));
  });

  test('go with the TURN servers only', () => {
    const credentials = { username: 'u', credential: 'c' };
    expect(serversOf(['stun:a', 'turn:a', 'turns:a'], credentials)).toEqual([
      { urls: ['stun:a'] },
      { urls: ['turn:a', 'turns:a'], ...credentials },
    ]);
    expect(serversOf(['turn:a'], credentials)).toEqual([{ urls: ['turn:a'], ...credentials }]);
    expect(serversOf(['stuns:a'], credentials)).toEqual([{ urls: ['stuns:a'] }]);
  });
});
