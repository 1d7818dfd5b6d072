// Each guard is taken away in turn: the tests that stand for it must fail, and fail by an assertion.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MUTATIONS, type Mutation } from './mutations.ts';

const ROOT = join(import.meta.dirname, '../..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-mutations-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  numTotalTests: number;
  numFailedTests: number;
}

async function runTests(tests: readonly string[], mutation?: Mutation): Promise<Report> {
  const file = join(folder, `${mutation ? MUTATIONS.indexOf(mutation) : 'whole'}.json`);
  const args = [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', '--maxWorkers=1'];
  args.push('--bail=1', '--reporter=json', `--outputFile.json=${file}`, ...tests);
  const env = {
    ...process.env,
    PARLEY_HISTORIES: '1000',
    ...(mutation ? { PARLEY_MUTATION: mutation.name } : {}),
  };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString();
  });
  await new Promise((resolve) => {
    child.once('exit', resolve);
  });
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch (cause) {
    throw new Error(`vitest made no report and said: ${said}`, { cause });
  }
}

test.concurrent('unbroken, they pass', async () => {
  const tests = [...new Set(MUTATIONS.flatMap((mutation) => mutation.tests))];
  const report = await runTests(tests);
  expect(report.numTotalTests).toBeGreaterThan(tests.length);
  expect(report.numFailedTests).toBe(0);
});

test.concurrent.each(MUTATIONS.map((mutation) => [mutation.name, mutation] as const))(
  'it is noticed that %s',
  async (_name, mutation) => {
    const { numFailedTests, numTotalTests } = await runTests(mutation.tests, mutation);
    // A file that can't be loaded has no tests at all, and proves nothing.
    expect(numTotalTests).toBeGreaterThan(0);
    expect(numFailedTests).toBeGreaterThan(0);
  },
);
