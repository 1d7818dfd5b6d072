#!/usr/bin/env node
// The program `parley-cli`: in a source tree it first builds what is missing or stale, then runs what is built.
import { existsSync } from 'node:fs';

/** As in src/exit.ts, which may not be built. */
const EXIT = { usage: 2, notBuilt: 15 };

const program = new URL('../dist/program.js', import.meta.url);
const sources = new URL('../src/program.ts', import.meta.url);

function fail(code, sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(EXIT.usage, `Parley needs Node.js 20.19 or newer, and this is ${process.versions.node}.`);
}

if (existsSync(sources)) {
  const { build } = await import('../../../scripts/build.mjs');
  await build(['client', 'terminal']).catch((error) => fail(EXIT.notBuilt, error.message));
}
if (!existsSync(program))
  fail(EXIT.notBuilt, 'parley-cli is not built: its package is incomplete, install it again.');

await import(program);
