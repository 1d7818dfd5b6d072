// `npm run desktop`: builds the PC client where it is missing or stale, and runs it.
import { build } from './build.mjs';

try {
  await build(['desktop']);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(6);
}
await import('../apps/desktop/dist/main.js');
