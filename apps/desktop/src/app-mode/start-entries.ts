// What makes the desktop start the client: with the computer, and for `parley:` links.
import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface StartEntries {
  /** What of it can't be done here, as a sentence. */
  readonly limit: string | undefined;
  autostart(): Promise<boolean>;
  setAutostart(on: boolean): Promise<void>;
  registerLinks(): Promise<void>;
}

export interface EntriesOptions {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Program and arguments that start the client. */
  readonly command: readonly string[];
}

export function startEntries(options: EntriesOptions): StartEntries {
  switch (options.platform) {
    case 'win32':
      return windowsEntries(options);
    case 'darwin':
      return macEntries(options);
    default:
      return freedesktopEntries(options);
  }
}

/** Freedesktop's Desktop Entry Specification 1.5. */
function freedesktopEntries({ env, command }: EntriesOptions): StartEntries {
  const home = env['HOME'] ?? '/';
  const autostartFile = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'autostart', 'parley.desktop');
  const name = 'parley-links.desktop';
  const linksFile = join(env['XDG_DATA_HOME'] || join(home, '.local/share'), 'applications', name);
  return {
    limit: undefined,
    autostart: async () => (await textOf(autostartFile)) !== undefined,
    setAutostart: (on) =>
      on
        ? write(autostartFile, desktopEntry([...command, '--hidden'], []))
        : rm(autostartFile, { force: true }),
    async registerLinks() {
      const text = desktopEntry(command, ['MimeType=x-scheme-handler/parley;', 'NoDisplay=true'], '%u');
      // Where it says the same already, the desktop has been told before, and the person may have chosen otherwise since.
      if ((await textOf(linksFile)) === text) return;
      await write(linksFile, text);
      await run('xdg-mime', ['default', name, 'x-scheme-handler/parley'], { env });
    },
  };
}

export function desktopEntry(command: readonly string[], lines: readonly string[], field = ''): string {
  const exec = [...command.map(quoted), ...(field ? [field] : [])].join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Parley',
    // The desktop lists it among what starts with it.
    'Comment=Video calls',
    'Comment[de]=Videoanrufe',
    'Comment[es]=Videollamadas',
    'Comment[zh]=视频通话',
    'Comment[ar]=مكالمات الفيديو',
    'Icon=parley',
    `Exec=${exec}`,
    'Terminal=false',
    ...lines,
    '',
  ].join('\n');
}

/** As the key `Exec` wants it: in quotes, with what a quoted word and then any string value escapes. */
function quoted(word: string): string {
  if (/^[\w./:=@+-]+$/.test(word)) return word;
  const inner = word.replaceAll(/["`$\\]/g, String.raw`\$&`);
  return `"${inner.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;
}

const RUN_KEY = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Run`;
const LINK_KEY = String.raw`HKCU\Software\Classes\parley`;

function windowsEntries({ env, command }: EntriesOptions): StartEntries {
  const reg = async (...args: string[]): Promise<void> => void (await run('reg', args, { env }));
  const line = command.map(windowsQuoted).join(' ');
  return {
    limit: undefined,
    async autostart() {
      try {
        await reg('query', RUN_KEY, '/v', 'Parley');
        return true;
      } catch {
        return false; // `reg` ends with 1 where there is no such value.
      }
    },
    async setAutostart(on) {
      if (on) await reg('add', RUN_KEY, '/v', 'Parley', '/d', `${line} --hidden`, '/f');
      else if (await this.autostart()) await reg('delete', RUN_KEY, '/v', 'Parley', '/f');
    },
    async registerLinks() {
      await reg('add', LINK_KEY, '/ve', '/d', 'URL:Parley', '/f');
      await reg('add', LINK_KEY, '/v', 'URL Protocol', '/d', '', '/f');
      await reg('add', String.raw`${LINK_KEY}\shell\open\command`, '/ve', '/d', `${line} "%1"`, '/f');
    },
  };
}

/** As `CommandLineToArgvW` takes it apart. */
export function windowsQuoted(word: string): string {
  if (/^[^\s"]+$/.test(word)) return word;
  return `"${word.replaceAll(/(\\*)("|$)/g, (_, slashes: string, end: string) => slashes + slashes + (end && `\\${end}`))}"`;
}

function macEntries({ env, command }: EntriesOptions): StartEntries {
  const file = join(env['HOME'] ?? '/', 'Library/LaunchAgents/app.parley.desktop.plist');
  return {
    limit:
      'macOS lets only applications in a bundle open parley: links: paste them into Parley’s window instead.',
    autostart: async () => (await textOf(file)) !== undefined,
    setAutostart: (on) =>
      on ? write(file, launchAgent([...command, '--hidden'])) : rm(file, { force: true }),
    registerLinks: () => Promise.resolve(),
  };
}

export function launchAgent(command: readonly string[]): string {
  const escaped = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
  <key>Label</key><string>app.parley.desktop</string>
  <key>ProgramArguments</key><array>${command.map((word) => `<string>${escaped(word)}</string>`).join('')}</array>
  <key>RunAtLoad</key><true/>
</dict></plist>
`;
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
