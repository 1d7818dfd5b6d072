// Finds a browser and builds what it and the server run, once, before any end-to-end test.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { needBrowser } from '../../scripts/find-browser.mjs';
import { offerTestTools } from '../../scripts/test-tools.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** Called by vitest. */
export function setup(project?: TestProject): void {
  // The workers inherit it, and look no further.
  process.env['PARLEY_CHROMIUM'] = needBrowser();
  offerTestTools();
  const artifacts = join(ROOT, 'e2e/artifacts');
  // The tests that wait come after the others in `npm test`, and leave their screenshots alone.
  if (project?.name !== 'waiting') rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  if (built.status === 0) return;
  throw new Error(`the build failed, so there is nothing to test:\n${built.stdout}${built.stderr}`);
}
