// Builds what is not built or older than its sources: the server with tsc, the web app and the SDK with vite, the SDK's
// types with tsc and API Extractor. `npm run build` builds everything, `bin/parley.js` what it is about to run.
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
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, 'node_modules/.cache/parley-build');

const TARGETS = {
  server: {
    title: 'the server',
    sources: ['tsconfig.base.json', ...['protocol', 'languages', 'server'].flatMap(packageSources)],
    outputs: [
      'packages/protocol/dist/index.js',
      'packages/languages/dist/index.js',
      'packages/server/dist/program.js',
    ],
    run: (isMissing) => compile('packages/server', isMissing),
  },
  sdk: {
    title: 'the SDK for pages',
    sources: sdkSources('scripts/bundle-sdk.mjs'),
    outputs: ['packages/client/dist/browser/parley.js'],
    run: () => bundleSdk('browser'),
  },
  client: {
    title: 'the SDK for Node and its types',
    sources: sdkSources('tsconfig.base.json', 'scripts/bundle-sdk.mjs', 'scripts/sdk-types.mjs'),
    outputs: ['packages/client/dist/node/parley.js', 'packages/client/dist/parley.d.ts'],
    run: packageSdk,
  },
  terminal: {
    title: 'the terminal client',
    sources: sdkSources(
      'tsconfig.base.json',
      'apps/terminal/package.json',
      'apps/terminal/tsconfig.json',
      'apps/terminal/src',
    ),
    outputs: ['apps/terminal/dist/program.js'],
    run: (isMissing) => compile('apps/terminal', isMissing),
  },
  web: {
    title: 'the web app',
    // The page bundles the packages from their sources.
    sources: [
      'package-lock.json',
      'scripts/service-worker.ts',
      'packages/protocol/src',
      'packages/client/src',
      'packages/desktop-port/src',
      'packages/languages/src',
      'apps/web',
    ],
    outputs: ['apps/web/dist/index.html'],
    run: () =>
      swapIn('apps/web/dist', (fresh) =>
        execute('node_modules/vite/bin/vite.js', ['build', 'apps/web', '--outDir', fresh, '--emptyOutDir']),
      ),
  },
  desktop: {
    title: 'the PC client',
    sources: sdkSources(
      'scripts/bundle-desktop.mjs',
      ...packageSources('desktop-port'),
      ...packageSources('languages'),
      'apps/desktop',
    ),
    outputs: ['apps/desktop/dist/main.js', 'apps/desktop/dist/setup.html'],
    run: () =>
      swapIn('apps/desktop/dist', (fresh) => execute('scripts/bundle-desktop.mjs', ['app-mode', fresh])),
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
  const isBundle = (name) => ['web', 'sdk', 'desktop'].includes(name);
  const compiled = stale.filter((name) => !isBundle(name));
  const bundled = stale.filter(isBundle);
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
  const force = isMissing ? ['--force'] : [];
  return execute('node_modules/typescript/bin/tsc', ['-b', join(root, project), ...force]);
}

function bundleSdk(name) {
  return swapIn(`packages/client/dist/${name}`, (fresh) => execute('scripts/bundle-sdk.mjs', [name, fresh]));
}

async function packageSdk(isMissing) {
  const steps = [
    () => compile('packages/client/tsconfig.node.json', isMissing),
    () => execute('scripts/sdk-types.mjs', ['--roll-up']),
    () => bundleSdk('node'),
  ];
  let result = { code: 0, output: '' };
  for (const step of steps) if (result.code === 0) result = await step();
  return result;
}

/** Bundles beside the old one and swaps them, so that a server that starts meanwhile finds one or the other whole. */
async function swapIn(output, bundle) {
  const fresh = join(cache, `${output.replaceAll('/', '-')}-${process.pid}`);
  const target = join(root, output);
  const result = await bundle(fresh);
  if (result.code === 0) {
    mkdirSync(dirname(target), { recursive: true });
    const old = `${fresh}-old`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    rmSync(old, { recursive: true, force: true });
  }
  rmSync(fresh, { recursive: true, force: true });
  return result;
}

function execute(program, args) {
  const child = spawn(process.execPath, [join(root, program), ...args], {
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

function sdkSources(...more) {
  return ['package-lock.json', ...packageSources('protocol'), ...packageSources('client'), ...more];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build(undefined, { force: process.argv.includes('--force') });
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
