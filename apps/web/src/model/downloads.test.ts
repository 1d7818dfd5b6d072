import { expect, test } from 'vitest';
import { createDownloads, installLine, platformOf, type OfferedFile } from './downloads.ts';

const DEB: OfferedFile = {
  name: 'parley-desktop_0.1.0_all.deb',
  size: 48_000,
  platform: 'linux',
  kind: 'deb',
};
const EXE: OfferedFile = {
  name: 'Parley Setup 0.1.0.exe',
  size: 9_000_000,
  platform: 'windows',
  kind: 'exe',
};
const OTHER: OfferedFile = { name: 'other.zip', size: 1, kind: 'zip' };
const SUMS: OfferedFile = { name: 'SHA256SUMS', size: 1 };

const answering = (files: OfferedFile[]) => () =>
  Promise.resolve({ ok: true, json: () => Promise.resolve({ version: '0.1.0', files }) });

test('[H13] what is for this computer is apart from the rest', async () => {
  const downloads = createDownloads({ fetch: answering([EXE, DEB, OTHER, SUMS]), platform: 'linux' });
  expect(downloads.state.value).toEqual({ name: 'asking' });
  await downloads.ask();
  expect(downloads.state.value).toEqual({ name: 'listed', own: [DEB], others: [EXE, OTHER] });
});

test('on a system that is not known nothing is taken for its own', async () => {
  const downloads = createDownloads({ fetch: answering([DEB, OTHER]), platform: undefined });
  await downloads.ask();
  expect(downloads.state.value).toEqual({ name: 'listed', own: [], others: [DEB, OTHER] });
});

test.each([
  ['no line', () => Promise.reject(new TypeError('Failed to fetch'))],
  [
    'an answer of something in between',
    () => Promise.resolve({ ok: true, json: () => Promise.reject(new SyntaxError()) }),
  ],
  ['a refusal', () => Promise.resolve({ ok: false, json: () => Promise.resolve({ files: [] }) })],
])('%s is a failure, and asking again may do', async (_, failing) => {
  let fetch: () => Promise<Pick<Response, 'ok' | 'json'>> = failing;
  const downloads = createDownloads({ fetch: () => fetch(), platform: 'linux' });
  await downloads.ask();
  expect(downloads.state.value).toEqual({ name: 'failed' });
  fetch = answering([DEB]);
  await downloads.ask();
  expect(downloads.state.value).toEqual({ name: 'listed', own: [DEB], others: [] });
});

test('the line for a terminal', () => {
  expect(installLine(DEB)).toBe('sudo apt install ./parley-desktop_0.1.0_all.deb');
  expect(installLine({ ...DEB, name: "it's $(new).deb" })).toBe(
    String.raw`sudo apt install './it'\''s $(new).deb'`,
  );
  expect(installLine(EXE)).toBeUndefined();
});

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0', 'linux'],
  ['Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36', 'linux'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36', 'windows'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/26.0 Safari/605.1.15',
    'macos',
  ],
  ['Mozilla/5.0 (X11; FreeBSD amd64; rv:150.0) Gecko/20100101 Firefox/150.0', undefined],
])('%s', (userAgent, platform) => {
  expect(platformOf(userAgent)).toBe(platform);
});
