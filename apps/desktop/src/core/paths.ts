// Where the client keeps what is its own, by the custom of each system.
import { createHash } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface Paths {
  /** What the person may write: the servers and the choices. */
  readonly config: string;
  /** What an administrator may have chosen before, the first that is there. */
  readonly defaults: readonly string[];
  /** What the client remembers: sign-ins, places of windows. Nobody else reads it. */
  readonly state: string;
  /** Profile of the windows. */
  readonly profile: string;
  readonly log: string;
  /** Where a second start finds the first: a socket, or a named pipe. */
  readonly socket: string;
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly temporary: string;
  /** A number, or on Windows a name. */
  readonly user: string;
}

const NAME = 'parley-desktop';
const CONFIG = 'parley.json';

/** `program`: folder of the program. `PARLEY_DESKTOP_HOME` puts all in one folder: a second client beside the first, as for tests. */
export function findPaths(program: string, around: Surroundings = here()): Paths {
  const { config, state, data, logs } = foldersOf(around);
  const ofSystem =
    around.platform === 'linux' ? (around.env['XDG_CONFIG_DIRS'] || '/etc/xdg').split(':') : [];
  return {
    config: join(config, CONFIG),
    defaults: [join(program, CONFIG), ...ofSystem.map((folder) => join(folder, NAME, CONFIG))],
    state,
    profile: join(data, 'profile'),
    log: join(logs, 'client.log'),
    socket: socketOf(around, state),
  };
}

function here(): Surroundings {
  const { uid, username } = userInfo();
  return {
    platform: process.platform,
    env: process.env,
    home: homedir(),
    temporary: tmpdir(),
    user: uid >= 0 ? String(uid) : username,
  };
}

interface Folders {
  config: string;
  state: string;
  data: string;
  logs: string;
}

function foldersOf({ platform, env, home }: Surroundings): Folders {
  const own = env['PARLEY_DESKTOP_HOME'];
  if (own) return { config: own, state: own, data: own, logs: own };
  if (platform === 'win32') {
    const roaming = join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Parley');
    const local = join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Parley');
    return { config: roaming, state: local, data: local, logs: local };
  }
  if (platform === 'darwin') {
    const support = join(home, 'Library', 'Application Support', 'Parley');
    return { config: support, state: support, data: support, logs: join(home, 'Library', 'Logs', 'Parley') };
  }
  // XDG Base Directory Specification 0.8.
  const xdg = (variable: string, ...fallback: string[]): string =>
    join(env[variable] || join(home, ...fallback), NAME);
  const state = xdg('XDG_STATE_HOME', '.local', 'state');
  return {
    config: xdg('XDG_CONFIG_HOME', '.config'),
    state,
    data: xdg('XDG_DATA_HOME', '.local', 'share'),
    logs: state,
  };
}

/** One a person and a state folder; short, because a socket's address has 104 bytes on macOS. */
function socketOf({ platform, env, temporary, user }: Surroundings, state: string): string {
  const key = createHash('sha256').update(`${user}\0${state}`).digest('hex').slice(0, 12);
  if (platform === 'win32') return `\\\\.\\pipe\\${NAME}-${key}`;
  const folder = env['XDG_RUNTIME_DIR'] || join(temporary, `${NAME}-${user}`);
  return join(folder, `${NAME}-${key}.sock`);
}

/** Makes the folder for this person alone, and refuses one that somebody else has put there. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const uid = process.getuid?.();
  if (uid !== undefined && statSync(folder).uid !== uid)
    throw new Error(`The folder ${folder} belongs to somebody else.`);
}
