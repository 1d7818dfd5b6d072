// Installs what the tests need and a Debian machine can have, where the tests run as its root.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where root's tools are, which not every PATH names. */
const SYSTEM = ['/usr/sbin', '/sbin'];

export function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?=.*debian/m.test(release) && whereIs('apt-get') !== undefined;
}

/** The path of the program of this name, or `undefined`. */
export function whereIs(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...SYSTEM];
  const paths = folders.map((folder) => join(folder, name));
  return paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

export function installPackages(names) {
  run('apt-get', ['update', '-q']);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...names]);
}

/** An installer that fails is not the last word: whether the program is there afterwards is. */
export function run(command, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
}
