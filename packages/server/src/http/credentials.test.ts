import { expect, test } from 'vitest';
import { readCredentials, tokenCookie } from './credentials.ts';

test.each([
  [{}, false, { kind: 'none' }],
  [{ authorization: 'Bearer abc' }, false, { kind: 'bearer', token: 'abc' }],
  [{ authorization: 'bearer  abc ' }, false, { kind: 'bearer', token: 'abc' }],
  [{ authorization: 'Bearer a b' }, false, { kind: 'none' }],
  [{ authorization: 'Basic abc', cookie: 'parley=t' }, false, { kind: 'cookie', token: 't' }],
  [{ authorization: 'Bearer abc', cookie: 'parley=t' }, false, { kind: 'bearer', token: 'abc' }],
  [{ cookie: 'a=b; parley=t; parley=u' }, false, { kind: 'cookie', token: 't' }],
  [{ cookie: 'xparley=t; parley2=u; parley' }, false, { kind: 'none' }],
  [{ cookie: 'parley=t' }, true, { kind: 'none' }],
  [{ cookie: '__Host-parley=t' }, true, { kind: 'cookie', token: 't' }],
])('[H1] %j, over https: %s, carries %j', (headers, secure, expected) => {
  expect(readCredentials(headers, secure)).toEqual(expected);
});

test('[H1] over https the cookie is tied to the host', () => {
  expect(tokenCookie('t', 60_000, true)).toBe(
    '__Host-parley=t; Max-Age=60; Path=/; HttpOnly; SameSite=Strict; Secure',
  );
});
