// Bundles the PC client: one file for plain Node with the SDK and `ws` in it, so that its package needs Node and a browser
// alone, and the page of its own beside it.
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const desktop = fileURLToPath(new URL('../apps/desktop', import.meta.url));

/** `outDir` is emptied. */
export async function bundleDesktop(outDir = join(desktop, 'dist')) {
  await bundle(outDir, {
    entry: 'src/main.ts',
    conditions: ['source', 'node', 'module'],
    format: 'es',
    target: 'node20.19',
    // Of `ws`, which does without where they are not installed.
    external: [/^node:/, 'bufferutil', 'utf-8-validate'],
    emptyOutDir: true,
  });
  // A page of a file runs no modules: each file is an origin of its own.
  await bundle(outDir, {
    entry: 'src/pages/setup.ts',
    conditions: ['source', 'browser', 'module'],
    format: 'iife',
    target: 'es2022',
    external: [],
    emptyOutDir: false,
  });
  copyFileSync(join(desktop, 'src/pages/setup.html'), join(outDir, 'setup.html'));
}

async function bundle(outDir, { entry, conditions, format, target, external, emptyOutDir }) {
  await build({
    configFile: false,
    root: desktop,
    logLevel: 'warn',
    ...(format === 'es' && { ssr: { noExternal: true, resolve: { conditions } } }),
    resolve: { conditions },
    build: {
      ...(format === 'es' && { ssr: true }),
      outDir,
      emptyOutDir,
      target,
      // Whoever reads a stack trace in the log is to see the names.
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entry,
        external,
        output: { format, entryFileNames: '[name].js', codeSplitting: false },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundleDesktop(process.argv[2]);
