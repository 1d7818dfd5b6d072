// `npm run package:deb`: the PC client as a Debian package, with the Node.js that this runs on: Debian's own may be too old.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const desktop = join(root, 'apps/desktop');
const texts = join(desktop, 'packaging/deb');
const NAME = 'parley-desktop';

/** Builds it, and answers its path. Throws an Error whose message is for a person. */
export async function packageDeb() {
  const architecture = output('dpkg', ['--print-architecture']).trim();
  const { version } = JSON.parse(readFileSync(join(desktop, 'package.json'), 'utf8'));
  await build(['desktop']);
  const tree = join(desktop, 'packages/deb');
  const packages = join(desktop, 'packages');
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(packages, { recursive: true });

  const place = (path, mode, from) => {
    const to = join(tree, path);
    mkdirSync(dirname(to), { recursive: true });
    if (typeof from === 'string') copyFileSync(from, to);
    else writeFileSync(to, from);
    chmodSync(to, mode);
  };
  const lib = `usr/lib/${NAME}`;
  const doc = `usr/share/doc/${NAME}`;
  place(`${lib}/node`, 0o755, process.execPath);
  cpSync(join(desktop, 'dist'), join(tree, lib), { recursive: true });
  place(`usr/bin/${NAME}`, 0o755, join(texts, NAME));
  place(`usr/share/applications/${NAME}.desktop`, 0o644, join(texts, `${NAME}.desktop`));
  place(
    `usr/share/icons/hicolor/scalable/apps/parley.svg`,
    0o644,
    join(root, 'apps/desktop/packaging/parley.svg'),
  );
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8')
    .trim()
    .replace(/^(?=.)/gm, ' ')
    .replace(/^$/gm, ' .');
  const copyright = `${readFileSync(join(texts, 'copyright'), 'utf8')}License: MIT\n${licence}\n`;
  place(`${doc}/copyright`, 0o644, Buffer.from(copyright));
  const changes = `${NAME} (${version}) stable; urgency=medium\n\n  * Version ${version}.\n\n -- The Parley developers <parley@localhost>  ${new Date(0).toUTCString().replace('GMT', '+0000')}\n`;
  place(`${doc}/changelog.gz`, 0o644, gzipSync(changes, { level: 9 }));

  const kib = Math.ceil(files(tree).reduce((sum, file) => sum + statSync(file).size, 0) / 1024);
  const control = readFileSync(join(texts, 'control'), 'utf8')
    .replace('@VERSION@', version)
    .replace('@ARCHITECTURE@', architecture)
    .replace('@SIZE@', String(kib));
  place('DEBIAN/control', 0o644, Buffer.from(control));

  const made = join(packages, `${NAME}_${version}_${architecture}.deb`);
  output('dpkg-deb', ['--root-owner-group', '-Zzstd', '-z6', '--build', tree, made]);
  rmSync(tree, { recursive: true });
  return made;
}

function files(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? files(path) : [path];
  });
}

function output(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error)
    throw new Error(`A Debian package can be made on Debian and Ubuntu only: ${command} is missing.`, {
      cause: error,
    });
  if (status !== 0) throw new Error(`${command} failed: ${stderr.trim()}`);
  return stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(relative(process.cwd(), await packageDeb()));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
