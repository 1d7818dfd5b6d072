// `npm run lighthouse`: what Lighthouse says of the sign-in page of a real server, on the telephone that it pretends to be.
// Its 200 packages are fetched for the run and are no part of this project (docs/adr/0025-lighthouse-for-a-look.md).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needBrowser } from '../../scripts/find-browser.mjs';
import { setup } from './global-setup.ts';
import { startServerProcess } from './server-process.ts';

const LIGHTHOUSE = 'lighthouse@12.8.2';
/** Of 100. */
const LEAST: Readonly<Record<string, number>> = {
  accessibility: 100,
  'best-practices': 100,
  seo: 100,
  performance: 95,
};

interface Report {
  readonly categories: Readonly<
    Record<string, { score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
  >;
  readonly audits: Readonly<Record<string, { title: string; score: number | null; displayValue?: string }>>;
}

function look(url: string): Report {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lighthouse-'));
  const report = join(folder, 'report.json');
  const chromium = ['--headless=new', '--no-sandbox', '--disable-quic', '--no-first-run'].join(' ');
  try {
    execFileSync(
      'npx',
      [
        '--yes',
        LIGHTHOUSE,
        url,
        '--quiet',
        '--output=json',
        `--output-path=${report}`,
        `--chrome-flags=${chromium}`,
      ],
      { stdio: 'inherit', env: { ...process.env, CHROME_PATH: needBrowser() } },
    );
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

setup();
const server = await startServerProcess();
try {
  const { categories, audits } = look(server.url);
  for (const [name, least] of Object.entries(LEAST)) {
    const category = categories[name];
    const score = Math.round((category?.score ?? 0) * 100);
    console.log(`${name}: ${score} of 100`);
    if (score < least) process.exitCode = 1;
    for (const { id, weight } of category?.auditRefs ?? []) {
      const audit = audits[id];
      if (weight > 0 && audit && audit.score !== null && audit.score < 0.9)
        console.log(`  ${audit.title}${audit.displayValue === undefined ? '' : `: ${audit.displayValue}`}`);
    }
  }
  for (const id of [
    'first-contentful-paint',
    'largest-contentful-paint',
    'total-blocking-time',
    'total-byte-weight',
  ])
    console.log(`  ${audits[id]?.title}: ${audits[id]?.displayValue}`);
} finally {
  await server.close();
}
