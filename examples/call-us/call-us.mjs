// For trying it out: starts the site, and a Parley server that lets the site's visitors in.
//
//     npm run example -- call-us
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answerer } from './site.mjs';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '9900' },
    'site-port': { type: 'string', default: '9980' },
    data: { type: 'string', default: at('./data') },
  },
});

// Another port is another origin, as another name would be.
const site = createServer().listen(Number(values['site-port']), 'localhost');
site.on('error', (error) => {
  console.error(`The site can't start: ${error.message}. Take another port with --site-port.`);
  process.exit(1);
});
await once(site, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (site.address());
const origin = `http://localhost:${port}`;

// The two settings that a Parley server needs: whose pages may use it, and the secret that it shares with the site.
const secret = randomBytes(32).toString('base64');
const settings = ['--origin', origin, '--port', values.port, '--data', values.data];
const server = spawn(process.execPath, [at('../../bin/parley.js'), 'serve', ...settings], {
  env: { ...process.env, PARLEY_TOKEN_SECRET: secret },
  stdio: ['ignore', 'pipe', 'inherit'],
});
server.once('exit', (code) => {
  process.exitCode = code ?? 1;
  site.close();
  site.closeAllConnections();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill());

createInterface({ input: server.stdout }).on('line', (line) => {
  console.log(line);
  const [, parley] = /^Parley is ready at (\S+)$/.exec(line) ?? [];
  if (parley === undefined) return;
  site.on('request', answerer({ parley, secret }));
  console.log(`1. Be the reception: open ${parley} and sign in as "reception", with any password.`);
  console.log(`2. Be a visitor: open ${origin} in another window, and press "Call us".`);
});
