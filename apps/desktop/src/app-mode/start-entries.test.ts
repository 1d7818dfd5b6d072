import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { desktopEntry, launchAgent, startEntries, windowsQuoted } from './start-entries.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

test('a desktop entry has its command in the quotes that its specification wants', () => {
  expect(desktopEntry(['/usr/bin/parley-desktop'], ['NoDisplay=true'], '%u')).toBe(
    `[Desktop Entry]
Type=Application
Name=Parley
Comment=Video calls
Comment[de]=Videoanrufe
Comment[es]=Videollamadas
Comment[zh]=视频通话
Comment[ar]=مكالمات الفيديو
Icon=parley
Exec=/usr/bin/parley-desktop %u
Terminal=false
NoDisplay=true
`,
  );
  expect(desktopEntry(['/opt/my node', '/o/100%$x"`\\.js'], [])).toContain(
    String.raw`Exec="/opt/my node" "/o/100%%\\$x\\"\\` + '`' + String.raw`\\\\.js"`,
  );
});

test('the client starts with a freedesktop’s desktop, hidden, until that is taken back', async () => {
  const home = await mkdtemp(join(tmpdir(), 'parley-entries-'));
  folders.push(home);
  const entries = startEntries({
    platform: 'linux',
    env: { HOME: home },
    command: ['/usr/bin/parley-desktop'],
  });
  const file = join(home, '.config/autostart/parley.desktop');
  expect(await entries.autostart()).toBe(false);
  await entries.setAutostart(true);
  expect(await entries.autostart()).toBe(true);
  expect(await readFile(file, 'utf8')).toContain('Exec=/usr/bin/parley-desktop --hidden\n');
  await entries.setAutostart(false);
  await entries.setAutostart(false);
  expect(await entries.autostart()).toBe(false);
  await expect(stat(file)).rejects.toThrow('ENOENT');
});

test.each([
  ['C:\\node.exe', 'C:\\node.exe'],
  ['C:\\Program Files\\node.exe', '"C:\\Program Files\\node.exe"'],
  ['with "quotes"', '"with \\"quotes\\""'],
  ['ends in \\', '"ends in \\\\"'],
])('Windows takes %s as one argument', (word, quoted) => {
  expect(windowsQuoted(word)).toBe(quoted);
});

test('macOS starts the client by an agent, and says that it opens no links', () => {
  expect(launchAgent(['/usr/bin/node', 'a&b.js'])).toContain(
    '<array><string>/usr/bin/node</string><string>a&amp;b.js</string></array>',
  );
  const entries = startEntries({ platform: 'darwin', env: { HOME: '/Users/eve' }, command: ['node'] });
  expect(entries.limit).toMatch(/^macOS/);
});
