import { describe, expect, test } from 'vitest';
import { findBrowser, type Computer } from './find-browser.ts';

function computer(
  platform: NodeJS.Platform,
  env: Record<string, string>,
  programs: readonly string[],
  links: Record<string, string> = {},
): Computer {
  return {
    platform,
    env,
    isProgram: (path) => programs.includes(path),
    realPath: (path) => links[path] ?? path,
  };
}

describe('the browser of a computer', () => {
  const path = { PATH: '/usr/local/bin:/usr/bin:/snap/bin' };

  test('is on Linux a Chromium before a Chrome, wherever on the path', () => {
    const linux = computer('linux', path, ['/usr/local/bin/google-chrome', '/usr/bin/chromium']);
    expect(findBrowser(linux)).toEqual({ path: '/usr/bin/chromium', isSnap: false });
  });

  test('is one that snap confines only where there is no other', () => {
    const snap = computer('linux', path, ['/snap/bin/chromium']);
    expect(findBrowser(snap)).toEqual({ path: '/snap/bin/chromium', isSnap: true });
    const linked = computer('linux', path, ['/usr/bin/chromium'], { '/usr/bin/chromium': '/usr/bin/snap' });
    expect(findBrowser(linked).isSnap).toBe(true);
    const ubuntu = ['/snap/bin/chromium', '/usr/bin/chromium-browser'];
    expect(findBrowser(computer('linux', path, ubuntu)).isSnap).toBe(true);
    const both = computer('linux', path, [...ubuntu, '/usr/bin/microsoft-edge']);
    expect(findBrowser(both)).toEqual({ path: '/usr/bin/microsoft-edge', isSnap: false });
  });

  test('is on Windows a Chrome of all or of this person, before the Edge that every Windows has', () => {
    const env = {
      ProgramFiles: 'C:\\Program Files',
      'ProgramFiles(x86)': 'C:\\Program Files (x86)',
      LOCALAPPDATA: 'C:\\Users\\eve\\AppData\\Local',
    };
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const chrome = 'C:\\Users\\eve\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    expect(findBrowser(computer('win32', env, [edge])).path).toBe(edge);
    expect(findBrowser(computer('win32', env, [edge, chrome])).path).toBe(chrome);
  });

  test('is on macOS in the applications of all or of this person', () => {
    const own = '/Users/eve/Applications/Chromium.app/Contents/MacOS/Chromium';
    expect(findBrowser(computer('darwin', { HOME: '/Users/eve' }, [own])).path).toBe(own);
  });

  test('is the one that is named, or a sentence says that this one is none', () => {
    const linux = computer('linux', path, ['/opt/mine', '/usr/bin/chromium']);
    expect(findBrowser(linux, '/opt/mine').path).toBe('/opt/mine');
    expect(() => findBrowser(linux, '/opt/other')).toThrow(/^\/opt\/other, which the settings name/);
  });

  test('is missing in words that say what to do', () => {
    expect(() => findBrowser(computer('linux', path, []))).toThrow(/Install Chromium.*--browser/);
    expect(() => findBrowser(computer('win32', {}, []))).toThrow(/Install Chromium/);
  });
});
