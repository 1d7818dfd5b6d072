// `npm test`: finds or installs a browser, runs every project of the tests, and counts what they did.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
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

/** One row after the other. What shares a row runs side by side, because it waits most of the time. */
const LANES = [['unit'], ['mutations'], ['faults'], ['e2e'], ['operations', 'waiting']];

const total = { passed: 0, failed: 0, skipped: 0 };
let failed = false;
for (const lane of LANES) {
  const reports = await Promise.all(lane.map((project, row) => run(project, { isQuiet: row > 0 })));
  for (const { counts, isFine } of reports) {
    for (const key of Object.keys(total)) total[key] += counts[key];
    if (!isFine) failed = true;
  }
}

// A suite that could not be loaded has no test to count: it is still one failure.
if (failed && total.failed === 0) total.failed = 1;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exit(failed ? 1 : 0);

async function run(project, { isQuiet }) {
  const file = join(results, `${project}.json`);
  const log = join(results, `${project}.log`);
  const code = await vitest(project, file, isQuiet ? openSync(log, 'w') : 'inherit');
  // What runs beside another says all that it has to say at its end.
  if (isQuiet) process.stdout.write(readFileSync(log));
  const counts = count(file);
  return { counts, isFine: code === 0 && counts.passed > 0 };
}

function vitest(project, outputFile, output) {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project];
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`);
  const env = { ...process.env, PARLEY_CHROMIUM: browser };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', output, output] });
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
