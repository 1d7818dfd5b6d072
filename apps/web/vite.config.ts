// How the web app is built and served in development. The server serves `dist` as it is.
import { defineConfig } from 'vite';
import { serviceWorker } from '../../scripts/service-worker.ts';

const SERVER = 'http://127.0.0.1:9900';

export default defineConfig({
  root: import.meta.dirname,
  // Workspace packages are bundled from source, so a build of the page needs no build of theirs.
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [serviceWorker()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    // The polyfill is an inline script, which the server's content security policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // All that the sign-in page needs is one file; what the app shares with it comes from there.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'entrance', tags: ['$initial'] }] } } },
    reportCompressedSize: true,
  },
  server: {
    port: 5173,
    proxy: {
      '/api': { target: SERVER },
      '/downloads': { target: SERVER },
      '/ws': { target: SERVER, ws: true },
    },
  },
});
