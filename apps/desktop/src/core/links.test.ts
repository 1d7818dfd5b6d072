import { expect, test } from 'vitest';
import { en } from '../words/en.ts';
import { parseLink } from './links.ts';

test.each([
  ['parley://parley.example', 'https://parley.example', undefined],
  ['parley://parley.example/', 'https://parley.example', undefined],
  ['parley://parley.example/call/bob', 'https://parley.example', { do: 'open', with: 'bob', media: 'video' }],
  ['PARLEY://Parley.Example/call/bob', 'https://parley.example', { do: 'open', with: 'bob', media: 'video' }],
  ['parley://h:8443/call/bob?media=voice', 'https://h:8443', { do: 'open', with: 'bob', media: 'voice' }],
  ['parley://h/chat/bob/', 'https://h', { do: 'open', with: 'bob' }],
  ['parley://h/chat/bob?media=voice', 'https://h', { do: 'open', with: 'bob' }],
  ['parley://localhost:8080/chat/%C3%A9mile', 'http://localhost:8080', { do: 'open', with: 'émile' }],
  ['parley://127.0.0.1:8080/chat/bob', 'http://127.0.0.1:8080', { do: 'open', with: 'bob' }],
  ['parley://[::1]:8080/chat/bob', 'http://[::1]:8080', { do: 'open', with: 'bob' }],
  ['parley://bücher.example/chat/bob', 'https://xn--bcher-kva.example', { do: 'open', with: 'bob' }],
])('%s', (link, server, intent) => {
  expect(parseLink(link, en)).toEqual({ ok: true, value: { server, intent } });
});

test('a server that the person uses is spoken to as they do', () => {
  const known = ['https://localhost:8443', 'http://localhost'];
  const of = (link: string): unknown => {
    const parsed = parseLink(link, en, known);
    return parsed.ok && parsed.value.server;
  };
  expect(of('parley://localhost:8443/chat/bob')).toBe('https://localhost:8443');
  expect(of('parley://localhost:80/chat/bob')).toBe('http://localhost');
  expect(of('parley://localhost:9/chat/bob')).toBe('http://localhost:9');
});

test.each([
  ['https://parley.example/call/bob', /not of the form/],
  ['parley:', /not of the form/],
  ['parley://', /not of the form/],
  ['parley://a b/call/bob', /not of the form/],
  ['parley://h:99999/call/bob', /not of the form/],
  ['parley://bob:secret@h/call/bob', /name or a password/],
  ['parley://h/accept/bob', /neither \/call/],
  ['parley://h/call/bob/now', /neither \/call/],
  ['parley://h/call', /names no account/],
  ['parley://h/call/%zz', /names no account/],
  ['parley://h/call/..%2f', /names no account/],
  ['parley://h/call/@server', /names no account/],
  ['parley://h/call/bob?media=screen', /neither voice nor video/],
])('%s is refused with a sentence', (link, sentence) => {
  const parsed = parseLink(link, en);
  expect(parsed).toEqual({ ok: false, error: expect.stringMatching(sentence) as string });
});
