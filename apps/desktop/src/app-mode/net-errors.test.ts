import { expect, test } from 'vitest';
import { netErrorInWords, statusInWords } from './net-errors.ts';

test('a page that could not be loaded is told of in words, with the code for who looks it up', () => {
  expect(netErrorInWords('https://parley.example:8443/x', 'net::ERR_CONNECTION_REFUSED')).toBe(
    'parley.example:8443 could not be loaded: nothing answers at this address: the server may be stopped, or the port another. (ERR_CONNECTION_REFUSED)',
  );
  expect(netErrorInWords('file:///gone.html', 'net::ERR_NEW')).toMatch(
    /^file:\/\/\/gone.html could.*\(ERR_NEW\)$/,
  );
});

test('an answer of a proxy without its server is none, a page that is not there is one', () => {
  expect(statusInWords('https://parley.example/', 502)).toMatch(/^parley.example could.* 502,/);
  expect(statusInWords('https://parley.example/', 404)).toBeUndefined();
});
