// Bundles the SDK with all that it needs of the workspace: for pages, minified and with what is seldom used in chunks of
// its own, and for Node, where `ws` stays the one dependency (docs/adr/0019).
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const client = fileURLToPath(new URL('../packages/client', import.meta.url));

const TARGETS = {
  browser: {
    entries: { parley: 'src/index.ts' },
    conditions: ['source', 'browser', 'module'],
    external: [],
    target: 'es2022',
    minify: true,
  },
  node: {
    entries: { parley: 'src/index.ts', node: 'src/node/node.ts' },
    conditions: ['source', 'node', 'module'],
    external: [/^node:/, 'ws'],
    target: 'node20.19',
    // Whoever reads a stack trace in their own program is to see the names.
    minify: false,
  },
};

/** `outDir` is emptied. */
export async function bundleSdk(name, outDir = join(client, 'dist', name)) {
  const { entries, conditions, external, target, minify } = TARGETS[name];
  await build({
    configFile: false,
    root: client,
    logLevel: 'warn',
    resolve: { conditions, alias: { valibot: join(client, 'src/slim-schemas.ts') } },
    build: {
      outDir,
      emptyOutDir: true,
      target,
      minify,
      reportCompressedSize: false,
      lib: { entry: entries, formats: ['es'], fileName: '[name]' },
      rolldownOptions: {
        external,
        // The library mode of Vite keeps spaces for the sake of annotations that nobody reads in one file.
        output: {
          minify,
          chunkFileNames: 'assets/[name]-[hash].js',
          // What everybody loads is one file.
          codeSplitting: { groups: [{ name: 'core', tags: ['$initial'] }] },
        },
        // A schema that the stand-in does not know would only fail where it runs.
        onwarn(warning) {
          throw new Error(warning.message);
        },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [name, outDir] = process.argv.slice(2);
  await bundleSdk(name, outDir);
}
