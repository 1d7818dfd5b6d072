#!/usr/bin/env node
// The program `parley`: in a source tree it first builds what is missing or stale, then runs the built server.
import { existsSync } from 'node:fs';

/** As in packages/server/src/start-failure.ts, which may not be built. */
const EXIT = { usage: 2, notBuilt: 6 };

const program = new URL('../packages/server/dist/program.js', import.meta.url);
const sources = new URL('../packages/server/src/program.ts', import.meta.url);

function fail(code, sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(code);
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(EXIT.usage, `Parley needs Node.js 20.19 or newer, and this is ${process.versions.node}.`);
}

if (existsSync(sources)) {
  const args = process.argv.slice(2);
  const onlyTalks =
    args[0] === 'user' || args.some((arg) => ['--help', '-h', '--version', '-V'].includes(arg));
  const { build } = await import('../scripts/build.mjs');
  await build(onlyTalks ? ['server'] : ['server', 'web', 'sdk']).catch((error) =>
    fail(EXIT.notBuilt, error.message),
  );
}
if (!existsSync(program))
  fail(EXIT.notBuilt, 'Parley is not built: its package is incomplete, install it again.');

await import(program);
