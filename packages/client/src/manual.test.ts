// The SDK's manual against the SDK: docs/sdk.md and its pages, so that no example in them is one that does not compile.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ERROR_CODES } from '@parley/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const PAGES = [
  'README.md',
  'packages/client/README.md',
  'docs/sdk.md',
  'docs/server-app.md',
  ...readdirSync(join(ROOT, 'docs/sdk')).map((name) => `docs/sdk/${name}`),
];

/** What the pages speak of without making it: `parley` is what `connect` has answered, and so on. */
const STAGE = `
import type { Call, IncomingBlob, OutgoingBlob, Parley } from '@parley/client';
declare global {
  const parley: Parley;
  const call: Call;
  const file: IncomingBlob;
  const transfer: OutgoingBlob;
}
`;

/** Only what is published counts, and `node_modules` of this repository. */
const TSCONFIG = {
  compilerOptions: {
    target: 'es2023',
    module: 'preserve',
    moduleDetection: 'force',
    lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'],
    types: ['node'],
    strict: true,
    noImplicitAny: false,
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    customConditions: ['source'],
    paths: Object.fromEntries(
      ['@parley/client', 'https://parley.example/sdk/parley.js'].map((name) => [
        name,
        [join(ROOT, 'packages/client/src/index.ts')],
      ]),
    ),
  },
  include: ['*'],
};

interface Block {
  language: string;
  code: string;
  /** Lines of the page above it. */
  above: number;
}

function blocksOf(page: string): Block[] {
  const blocks = [...page.matchAll(/^```(js|ts|html)\n(.*?)^```$/gms)];
  return blocks.map(({ 1: language = '', 2: code = '', index }) => {
    const above = page.slice(0, index).split('\n').length;
    if (language !== 'html') return { language, code, above };
    const [before = '', script = ''] = code.split(/<script type="module">|<\/script>/);
    return { language: 'js', code: script, above: above + before.split('\n').length - 1 };
  });
}

test('all code in the pages compiles against what is published', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-manual-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'stage.d.ts'), STAGE);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  let written = 0;
  for (const page of PAGES)
    for (const { language, code, above } of blocksOf(readFileSync(join(ROOT, page), 'utf8'))) {
      // Moved down, so that what is said of a line names the page's.
      const file = `${page.replaceAll('/', '-')}-${above}.${language}`;
      writeFileSync(join(folder, file), '\n'.repeat(above) + code);
      written += 1;
    }
  expect(written).toBeGreaterThan(20);
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder], { cwd: folder }).catch(
    (failure: { stdout: string }) => failure,
  );
  expect(stdout).toBe('');
});

describe('docs/sdk/errors.md', () => {
  test('has every code, and says rightly whether to try again', () => {
    const text = readFileSync(join(ROOT, 'docs/sdk/errors.md'), 'utf8');
    const [, table = ''] = /<!-- codes:begin -->(.*)<!-- codes:end -->/s.exec(text) ?? [];
    const rows = [...table.matchAll(/^\| `([^`]+)` *\| (\w+) *\| (.*) \| (.*) \|$/gm)];
    expect(rows.map(([, code, again]) => [code, again])).toEqual(Object.entries(ERROR_CODES));
  });
});

test('links between the pages lead somewhere', () => {
  const broken = PAGES.flatMap((page) => {
    const text = readFileSync(join(ROOT, page), 'utf8');
    const links = [...text.matchAll(/\]\((?!https?:)([^)]+)\)/g)].map(([, to = '']) => to);
    return links.filter((to) => !leads(page, to)).map((to) => `${page}: ${to}`);
  });
  expect(broken).toEqual([]);
});

function leads(page: string, to: string): boolean {
  const [path = '', anchor] = to.split('#');
  const file = path === '' ? join(ROOT, page) : join(ROOT, page, '..', path);
  if (anchor === undefined) return existsSync(file);
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title);
  return headings.map(anchorOf).includes(anchor);
}

/** As GitHub makes them. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
