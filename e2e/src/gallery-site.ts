// The gallery of states as a built site: a page of it loads at once, where a development server would send 200 files.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';

const WEB = join(import.meta.dirname, '../../apps/web');

export interface GallerySite {
  /** Of the page, which takes `?state`, `lang`, `dir` and `theme`. */
  readonly url: string;
  close(): Promise<void>;
}

export async function openGallerySite(): Promise<GallerySite> {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-gallery-'));
  const configFile = join(WEB, 'vite.config.ts');
  const input = join(WEB, 'src/testing/fake.html');
  await build({
    root: WEB,
    configFile,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { input },
    },
  });
  const server = await preview({
    root: WEB,
    configFile,
    logLevel: 'warn',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  });
  const base = server.resolvedUrls?.local[0];
  if (base === undefined) throw new Error('the gallery is not served');
  return {
    url: new URL('src/testing/fake.html', base).href,
    async close() {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}
