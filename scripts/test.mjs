// `npm test`: finds or installs a browser, runs every project of the tests, and counts what they did.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { needBrowser } from './find-browser.mjs';
import { offerTestTools } from './test-tools.mjs';

const root = join(import.meta.dirname, '..');
const results = join(root, 'node_modules/.cache/parley-tests');

let browser;
try {
  browser = needBrowser();
  offerTestTools();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const total = { passed: 0, failed: 0, skipped: 0 };
let failed = false;
for (const project of ['unit', 'mutations', 'faults', 'operations', 'e2e', 'waiting']) {
  const file = join(results, `${project}.json`);
  const code = await vitest(project, file);
  const counts = count(file);
  for (const key of Object.keys(total)) total[key] += counts[key];
  if (code !== 0 || counts.passed === 0) failed = true;
}

// A suite that could not be loaded has no test to count: it is still one failure.
if (failed && total.failed === 0) total.failed = 1;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(failed ? 1 : 0);

function vitest(project, outputFile) {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project];
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`);
  const env = { ...process.env, PARLEY_CHROMIUM: browser };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function count(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
    return { passed: report.numPassedTests, failed: report.numFailedTests, skipped };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // The runner died before it could report; its exit code tells.
  }
}
