import { expect, test } from 'vitest';
import { cookieHeader } from './cookies.ts';

const cookie = (name: string, domain: string, changes = {}) => ({
  name,
  value: 'v',
  domain,
  path: '/',
  secure: false,
  ...changes,
});

test('a header has the cookies that a browser would send to the root of the origin', () => {
  const cookies = [
    cookie('__Host-parley', 'parley.example', { secure: true }),
    cookie('wide', '.example'),
    cookie('sub', 'sub.parley.example'),
    cookie('other', 'xparley.example'),
    cookie('api', 'parley.example', { path: '/api' }),
  ];
  expect(cookieHeader('https://parley.example', cookies)).toBe('__Host-parley=v; wide=v');
  expect(cookieHeader('http://parley.example', cookies)).toBe('wide=v');
  expect(cookieHeader('https://other.test', cookies)).toBeUndefined();
});
