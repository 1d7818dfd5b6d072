// `npm test`: finds or installs a browser, runs every project of the tests, and counts what they did.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { needBrowser } from './find-browser.mjs';
import { offerTestTools } from './test-tools.mjs';

const root = join(import.meta.dirname, '..');
const results = join(root, 'node_modules/.cache/parley-tests');
/** Characters that are kept of what a failure says: some carry a whole call's traces. */
const LONGEST = 4000;

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

let passed = 0;
let skipped = 0;
const failures = [];
for (const project of ['unit', 'mutations', 'faults', 'operations', 'e2e', 'waiting']) {
  const file = join(results, `${project}.json`);
  const { code, said } = await vitest(project, file);
  const report = read(file);
  passed += report.numPassedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  const found = failuresOf(report);
  // A suite that could not be loaded, or an error outside of every test, has no test to count: it is still a failure.
  if (found.length === 0 && (code !== 0 || report.numPassedTests === 0)) {
    found.push(`${project}: ended with code ${code}, and no test failed\n${said}`);
  }
  failures.push(...found);
}

// What failed is said once more where whoever keeps only the end of the output finds it.
for (const failure of failures) console.error(`FAILED ${failure.slice(0, LONGEST)}\n`);
console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failures.length > 0 ? 1 : 0);

function vitest(project, outputFile) {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', project];
  args.push('--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`);
  const env = { ...process.env, PARLEY_CHROMIUM: browser };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    process.stderr.write(chunk);
    said = (said + chunk).slice(-LONGEST);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, said }));
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The runner died before it could report; its exit code tells.
    return { numPassedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

function failuresOf(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const path = relative(root, name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && tests.length === 0) return [`${path}\n${message}`];
    return tests.map((test) => `${path} > ${test.fullName}\n${test.failureMessages.join('\n')}`);
  });
}
