import { describe, expect, test } from 'vitest';
import { compareVersions, mediaTypeOf, readPackageName } from './package-name.ts';

describe('packages of the PC client, as they are called', () => {
  test.each([
    ['parley-desktop_0.1.0_all.deb', { kind: 'deb', platform: 'linux', arch: 'all', version: '0.1.0' }],
    ['parley-desktop_0.1.0-1_amd64.deb', { kind: 'deb', platform: 'linux', arch: 'x64', version: '0.1.0' }],
    ['parley-desktop-0.1.0-amd64.deb', { kind: 'deb', platform: 'linux', arch: 'x64', version: '0.1.0' }],
    ['parley-desktop-0.1.0.x86_64.rpm', { kind: 'rpm', platform: 'linux', arch: 'x64', version: '0.1.0' }],
    [
      'parley-desktop_0.2.0~beta.1_arm64.deb',
      { kind: 'deb', platform: 'linux', arch: 'arm64', version: '0.2.0-beta.1' },
    ],
    ['Parley-0.1.0.AppImage', { kind: 'appimage', platform: 'linux', version: '0.1.0' }],
    ['Parley Setup 0.1.0.exe', { kind: 'exe', platform: 'windows', version: '0.1.0' }],
    ['Parley.Setup.0.1.0.exe', { kind: 'exe', platform: 'windows', version: '0.1.0' }],
    ['Parley-Setup-0.1.0-rc.2.exe', { kind: 'exe', platform: 'windows', version: '0.1.0-rc.2' }],
    ['Parley 0.1.0.exe', { kind: 'exe', platform: 'windows', version: '0.1.0' }],
    ['Parley 0.1.0.msi', { kind: 'msi', platform: 'windows', version: '0.1.0' }],
    ['Parley-0.1.0.dmg', { kind: 'dmg', platform: 'macos', version: '0.1.0' }],
    ['Parley-0.1.0-arm64.dmg', { kind: 'dmg', platform: 'macos', arch: 'arm64', version: '0.1.0' }],
    ['Parley-0.1.0-universal.dmg', { kind: 'dmg', platform: 'macos', arch: 'all', version: '0.1.0' }],
    ['Parley-0.1.0-arm64-mac.zip', { kind: 'zip', platform: 'macos', arch: 'arm64', version: '0.1.0' }],
    ['Parley-0.1.0-win.zip', { kind: 'zip', platform: 'windows', version: '0.1.0' }],
    [
      'parley-desktop-0.1.0-linux-x64.tar.gz',
      { kind: 'tar.gz', platform: 'linux', arch: 'x64', version: '0.1.0' },
    ],
  ])('%s', (name, known) => {
    expect(readPackageName(name)).toEqual(known);
  });

  test.each([
    ['README', {}],
    ['latest.yml', {}],
    ['Parley Setup 0.1.0.exe.blockmap', {}],
    ['deb', {}],
    ['chrome_120.0.0_amd64.deb', { kind: 'deb' }],
    ['parley-server_9.0.0_all.deb', { kind: 'deb' }],
    ['parley-desktop_next_all.deb', { kind: 'deb' }],
    ['parley-desktop_0.1.0all.deb', { kind: 'deb' }],
    ['my parley-desktop_0.1.0_all.deb', { kind: 'deb' }],
    ['Parley-0.1.0.zip', { kind: 'zip', version: '0.1.0' }],
  ])('no package of it is %s', (name, known) => {
    expect(readPackageName(name)).toEqual(known);
  });

  test('what a browser is told they are', () => {
    expect(mediaTypeOf('parley-desktop_0.1.0_all.deb')).toBe('application/vnd.debian.binary-package');
    expect(mediaTypeOf('page.html')).toBe('application/octet-stream');
  });
});

test('versions in their order', () => {
  const ascending = ['', '0.1.0-beta.2', '0.1.0-beta.10', '0.1.0-rc.1', '0.1.0', '0.2.0', '0.10.0', '1.0.0'];
  for (const [index, one] of ascending.entries())
    for (const [at, other] of ascending.entries())
      expect([one, other, Math.sign(compareVersions(one, other))]).toEqual([
        one,
        other,
        Math.sign(index - at),
      ]);
});
