// Bundles the PC client: one file for plain Node with the SDK and `ws` in it, so that its package needs Node and a browser
// alone, and the page of its own beside it. For Electron the same in a folder that electron-builder packs.
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const desktop = fileURLToPath(new URL('../apps/desktop', import.meta.url));

const PROGRAM = {
  conditions: ['source', 'node', 'module'],
  format: 'es',
  target: 'node20.19',
  // The last two are of `ws`, which does without where they are not installed.
  external: [/^node:/, 'electron', 'bufferutil', 'utf-8-validate'],
};

/** `outDir` is emptied. */
export async function bundleDesktop(outDir = join(desktop, 'dist')) {
  await bundle(outDir, { ...PROGRAM, entry: 'src/main.ts', emptyOutDir: true });
  await bundlePage(outDir, 'setup');
}

/** `outDir` is emptied. */
export async function bundleElectron(outDir = join(desktop, 'dist-electron')) {
  await bundle(outDir, { ...PROGRAM, entry: 'src/electron/main.ts', emptyOutDir: true });
  // In its sandbox a preload script is no module.
  const preload = { ...PROGRAM, entry: 'src/electron/preload.ts', format: 'cjs', emptyOutDir: false };
  await bundle(outDir, { ...preload, fileName: 'preload.cjs' });
  await bundlePage(outDir, 'setup');
  await bundlePage(outDir, 'picker');
  const { version, description, license } = JSON.parse(readFileSync(join(desktop, 'package.json'), 'utf8'));
  const manifest = { name: 'parley-desktop', version, description, license, type: 'module', main: 'main.js' };
  writeFileSync(join(outDir, 'package.json'), JSON.stringify(manifest, undefined, 2));
}

async function bundlePage(outDir, name) {
  // A page of a file runs no modules: each file is an origin of its own.
  await bundle(outDir, {
    entry: `src/pages/${name}.ts`,
    conditions: ['source', 'browser', 'module'],
    format: 'iife',
    target: 'es2022',
    external: [],
    emptyOutDir: false,
  });
  copyFileSync(join(desktop, `src/pages/${name}.html`), join(outDir, `${name}.html`));
}

async function bundle(
  outDir,
  { entry, conditions, format, target, external, emptyOutDir, fileName = '[name].js' },
) {
  const isProgram = format !== 'iife';
  await build({
    configFile: false,
    root: desktop,
    logLevel: 'warn',
    ...(isProgram && { ssr: { noExternal: true, resolve: { conditions } } }),
    resolve: { conditions },
    build: {
      ...(isProgram && { ssr: true }),
      outDir,
      emptyOutDir,
      target,
      // Whoever reads a stack trace in the log is to see the names.
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entry,
        external,
        output: { format, entryFileNames: fileName, codeSplitting: false },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , shell, outDir] = process.argv;
  await (shell === 'electron' ? bundleElectron : bundleDesktop)(outDir);
}
