// `npm run example -- NAME [options]`: builds what the example needs and is stale, and runs it. Where the packages are
// installed instead of cloned, each example runs by itself: `node echo-bot.mjs`.
import { fileURLToPath } from 'node:url';
import { build } from '../scripts/build.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

const EXAMPLES = {
  'echo-bot': { program: './echo-bot/echo-bot.mjs', needs: ['client'] },
  'answering-machine': { program: './answering-machine/answering-machine.mjs', needs: ['client'] },
  // The server that it starts builds itself.
  'call-us': { program: './call-us/call-us.mjs' },
  // `parley serve --app app.mjs`, with accounts of its own.
  'own-sign-in': {
    program: '../bin/parley.js',
    args: ['serve', '--app', at('./own-sign-in/app.mjs'), '--data', at('./own-sign-in/data')],
  },
};

const [name = '', ...given] = process.argv.slice(2);
if (!Object.hasOwn(EXAMPLES, name)) {
  console.error(`Which one? npm run example -- ${Object.keys(EXAMPLES).join(' | ')}`);
  process.exit(2);
}
const { program, args = [], needs = [] } = EXAMPLES[name];
try {
  await build(needs);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// Of two options of one name the last counts.
process.argv.splice(1, Infinity, at(program), ...args, ...given);
await import(program);
