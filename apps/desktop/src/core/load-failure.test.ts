import { expect, test } from 'vitest';
import { WORDS } from '../words/words.ts';
import { failureInWords, statusFailure } from './load-failure.ts';

const { en, de } = WORDS;

test('a page that could not be loaded is told of in words, with the code for who looks it up', () => {
  const refused = {
    what: 'network',
    url: 'https://parley.example:8443/x',
    code: 'net::ERR_CONNECTION_REFUSED',
  } as const;
  expect(failureInWords(refused, en)).toBe(
    'parley.example:8443 could not be loaded: nothing answers at this address: the server may be stopped, or the port another. (ERR_CONNECTION_REFUSED)',
  );
  expect(failureInWords(refused, de)).toMatch(
    /^parley\.example:8443 konnte nicht geladen werden: .* \(ERR_CONNECTION_REFUSED\)$/,
  );
  for (const code of ['net::ERR_NEW', 'constructor'])
    expect(failureInWords({ what: 'network', url: 'file:///gone.html', code }, en)).toMatch(
      /^file:\/\/\/gone\.html could.*no better reason/,
    );
  expect(failureInWords({ what: 'crashed' }, en)).toMatch(/crashed/);
});

test('an answer of a proxy is told of, and a page of the server’s own is none', () => {
  const failure = statusFailure('https://parley.example/', 502);
  expect(failure && failureInWords(failure, en)).toMatch(/^parley.example could.* 502,/);
  expect(statusFailure('https://parley.example/', 404)).toBeUndefined();
});
