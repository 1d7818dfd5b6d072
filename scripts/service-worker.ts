// Builds the service worker after the page: it knows what the page is made of by what the build has just put out.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { build, type Plugin } from 'vite';

const ENTRY = 'src/service-worker/service-worker.ts';
const NAME = 'service-worker.js';
/** Asked for by the browser's own installing alone, never by the page. */
const LEFT_OUT = /\.map$|^icon-|^apple-touch-icon|^index\.html$|^service-worker\.js$/;

export function serviceWorker(): Plugin {
  let root = '';
  let out = '';
  return {
    name: 'parley-service-worker',
    apply: 'build',
    configResolved: (config) => {
      root = config.root;
      out = resolve(root, config.build.outDir);
    },
    async closeBundle() {
      await build({
        configFile: false,
        root,
        publicDir: false,
        logLevel: 'warn',
        define: { SHELL: JSON.stringify(shellOf(out)) },
        resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: 'es2022',
          modulePreload: false,
          rolldownOptions: {
            input: join(root, ENTRY),
            output: { format: 'iife', entryFileNames: NAME, codeSplitting: false },
          },
        },
      });
    },
  };
}

/** Every file of the build: an open page can still load the parts of its own build when the server has a newer one. */
function shellOf(folder: string): { version: string; files: string[] } {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
  const hash = createHash('sha256');
  for (const file of all)
    if (file !== NAME) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  const files = all.filter((file) => !LEFT_OUT.test(file)).map((file) => `/${file}`);
  return { version: hash.digest('base64url').slice(0, 12), files: ['/', ...files] };
}
