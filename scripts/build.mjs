// Builds what is not built or older than its sources: the packages with tsc, the web app with vite. `npm run build`
// builds everything, `bin/parley.js` what it is about to run.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/parley-build');

const TARGETS = {
  server: {
    title: 'the server',
    sources: ['tsconfig.base.json', ...packageSources('protocol'), ...packageSources('server')],
    outputs: ['packages/protocol/dist/index.js', 'packages/server/dist/program.js'],
    run: (isMissing) => compile('packages/server', isMissing),
  },
  client: {
    title: 'the SDK',
    sources: ['tsconfig.base.json', ...packageSources('protocol'), ...packageSources('client')],
    outputs: ['packages/protocol/dist/index.js', 'packages/client/dist/index.js'],
    run: (isMissing) => compile('packages/client', isMissing),
  },
  web: {
    title: 'the web app',
    // The page bundles the packages from their sources.
    sources: ['package-lock.json', 'packages/protocol/src', 'packages/client/src', 'apps/web'],
    outputs: ['apps/web/dist/index.html'],
    run: bundle,
  },
};

/** Builds the stale ones among the named targets. Throws an Error whose message is for a person. */
export async function build(names = Object.keys(TARGETS), { force = false } = {}) {
  const stale = names.filter((name) => force || !isFresh(name));
  if (stale.length === 0) return;
  if (!existsSync(join(root, 'node_modules/typescript'))) {
    throw new Error('The dependencies are not installed: run "npm ci" first.');
  }
  // The packages share the protocol, so one tsc follows the other; vite needs none of their output.
  const compiled = stale.filter((name) => name !== 'web');
  const bundled = stale.filter((name) => name === 'web');
  await Promise.all([runInTurn(compiled), runInTurn(bundled)]);
}

async function runInTurn(names) {
  for (const name of names) {
    const { title, run, outputs } = TARGETS[name];
    process.stderr.write(`Building ${title}…\n`);
    // Taken before: what changes during the build is built the next time.
    const digest = digestOf(name);
    rmSync(stampOf(name), { force: true });
    const { code, output } = await run(outputs.some((file) => !existsSync(join(root, file))));
    if (code !== 0) throw new Error(`Building ${title} failed:\n${output}`);
    mkdirSync(cache, { recursive: true });
    writeFileSync(stampOf(name), digest);
  }
}

/** `tsc -b` trusts its notes and not the files, so deleted output has to be asked for. */
function compile(project, isMissing) {
  return execute('typescript/bin/tsc', ['-b', join(root, project), ...(isMissing ? ['--force'] : [])]);
}

/** Bundles beside the old one and swaps them, so that a server that starts meanwhile finds one or the other whole. */
async function bundle() {
  const fresh = join(cache, `web-${process.pid}`);
  const target = join(root, 'apps/web/dist');
  const result = await execute('vite/bin/vite.js', ['build', 'apps/web', '--outDir', fresh, '--emptyOutDir']);
  if (result.code === 0) {
    const old = `${fresh}-old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    rmSync(old, { recursive: true, force: true });
  }
  rmSync(fresh, { recursive: true, force: true });
  return result;
}

function execute(program, args) {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}

function isFresh(name) {
  if (TARGETS[name].outputs.some((file) => !existsSync(join(root, file)))) return false;
  try {
    return readFileSync(stampOf(name), 'utf8') === digestOf(name);
  } catch {
    return false; // Never built here: there is no stamp.
  }
}

function stampOf(name) {
  return join(cache, `${name}.stamp`);
}

/** Changes with every source that is added, removed or saved. */
function digestOf(name) {
  const hash = createHash('sha256').update(process.version);
  for (const source of TARGETS[name].sources) {
    for (const file of filesOf(join(root, source))) {
      const { mtimeMs, size } = statSync(file);
      hash.update(`${relative(root, file)}\0${mtimeMs}\0${size}\0`);
    }
  }
  return hash.digest('hex');
}

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.tsbuildinfo$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](dist|node_modules|\.vite)[\\/]/.test(relative(root, file)))
    .toSorted();
}

function packageSources(name) {
  return ['package.json', 'tsconfig.json', 'src'].map((part) => `packages/${name}/${part}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build(undefined, { force: process.argv.includes('--force') });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
