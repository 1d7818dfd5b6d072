import { expect, test } from 'vitest';
import { describeFailure, type AcmeFailure } from './acme-failure.ts';

const DIRECTORY = 'https://acme.example/directory';
const say = (failure: AcmeFailure): string => describeFailure(failure, DIRECTORY);

// The details are Let's Encrypt's.
test.each([
  [
    'dns',
    'DNS problem: NXDOMAIN looking up A for a.example - check that a DNS record exists for this domain',
    /^The certificate authority finds no address for a\.example: add an A record/,
  ],
  ['connection', 'Get "http://a.example/": could not resolve URL', /finds no address for a\.example/],
  [
    'connection',
    '192.0.2.7: Fetching http://a.example/.well-known/acme-challenge/x: Timeout during connect (likely firewall problem)',
    /can't connect to port 80 of a\.example, which leads to 192\.0\.2\.7: let port 80/,
  ],
  ['connection', 'Connection refused', /can't connect to port 80 of a\.example: let port 80/],
  [
    'unauthorized',
    '192.0.2.7: Invalid response from http://a.example/.well-known/acme-challenge/x: 404',
    /^Another machine .* port 80 of a\.example, which leads to 192\.0\.2\.7: have the name lead/,
  ],
  ['unauthorized', '2001:db8::7: Invalid response from http://a.example/: 404', /which leads to 2001:db8::7/],
  [
    'rateLimited',
    'too many failed authorizations (5) for "a.example" in the last 1h0m0s',
    /^The certificate authority's limit is reached\. It says: "too many/,
  ],
  ['caa', 'CAA record for a.example prevents issuance', /^A CAA record in the DNS of a\.example/],
  [
    'rejectedIdentifier',
    'The ACME server refuses to issue a certificate for this domain name',
    /check --domain/,
  ],
  ['invalidContact', 'contact email has forbidden domain "example.com"', /--acme-email/],
  ['somethingNew', 'words', /refuses \(somethingNew\)\. It says: "words"$/],
])('refused as %s: %s', (type, detail, sentence) => {
  const failure = { kind: 'refused' as const, problem: { type, detail }, name: 'a.example', retryAfterMs: 0 };
  expect(say(failure)).toMatch(sentence);
  expect(say(failure)).toContain(`It says: "${detail}"`);
});

test('out of reach, untrusted, no ACME server, or too slow', () => {
  expect(say({ kind: 'unreachable', cause: 'ENOTFOUND' })).toMatch(/\(ENOTFOUND\): check this machine's way/);
  expect(say({ kind: 'unreachable', cause: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })).toContain(
    'NODE_EXTRA_CA_CERTS',
  );
  expect(say({ kind: 'not-acme', cause: 'HTTP 404' })).toContain(
    'is no ACME server (HTTP 404): check --acme-directory',
  );
  expect(say({ kind: 'unfinished' })).toContain('in time');
});
