import { expect, test } from 'vitest';
import { judge, type Step } from './navigation.ts';

const origin = 'https://parley.example';
const step = (changes: Partial<Step>): Step => ({
  url: `${origin}/`,
  origin,
  isMainFrame: true,
  isRedirect: false,
  isAway: false,
  ...changes,
});

test.each<[string, Partial<Step>, string, boolean?]>([
  ['goes on within its origin', {}, 'go', false],
  ['does not leave it by itself', { url: 'https://other.example/' }, 'elsewhere'],
  ['knows its origin whole', { url: 'https://parley.example.evil.example/' }, 'elsewhere'],
  ['knows its origin whole', { url: 'http://parley.example/' }, 'elsewhere'],
  ['knows its origin whole', { url: 'https://parley.example:444/' }, 'elsewhere'],
  ['is sent to a sign-in by the server', { url: 'https://id.example/', isRedirect: true }, 'go', true],
  ['goes on there', { url: 'https://id.example/password', isAway: true }, 'go', true],
  ['comes back', { isAway: true, isRedirect: true }, 'go', false],
  ['is sent to no other program', { url: 'file:///etc/passwd', isRedirect: true }, 'elsewhere'],
  ['goes nowhere that is no address', { url: 'nonsense' }, 'refuse'],
  ['has frames of its origin alone', { url: 'https://other.example/', isMainFrame: false }, 'refuse'],
  [
    'has no frames elsewhere by a redirect',
    { url: 'https://x.example/', isMainFrame: false, isRedirect: true },
    'refuse',
  ],
  [
    'leaves a sign-in its frames',
    { url: 'https://x.example/', isMainFrame: false, isAway: true },
    'go',
    true,
  ],
  ['stays away while its own frame loads there', { isMainFrame: false, isAway: true }, 'go', true],
])('a window %s', (_, changes, kind, isAway) => {
  expect(judge(step(changes))).toEqual(isAway === undefined ? { kind } : { kind, isAway });
});

test('a page of the client’s own stays among files', () => {
  expect(judge(step({ origin: undefined, url: 'file:///app/setup.html' })).kind).toBe('go');
  expect(judge(step({ origin: undefined, url: 'https://parley.example/' })).kind).toBe('elsewhere');
});
