// A coturn of the test's own on loopback, where it relays only because it is told to.
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTurnClient } from '../../packages/server/src/turn/client/turn-client.ts';
import { whereIs } from '../../scripts/debian.mjs';

export interface Coturn {
  /** The same for UDP and TCP. */
  readonly port: number;
  readonly tlsPort: number;
  /** The certificate that it shows, made out to `localhost`, in PEM. */
  readonly certificate: string;
  close(): Promise<void>;
}

/** Resolves when it answers. `flags` are turnserver's. */
export async function startCoturn(...flags: string[]): Promise<Coturn> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-coturn-'));
  const certificate = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  const [port, tlsPort] = [await freePort(), await freePort()];
  makeCertificate(certificate, key);
  const settings = `
    -n --log-file=stdout --no-cli --pidfile=${join(folder, 'pid')} --userdb=${join(folder, 'db')}
    --listening-ip=127.0.0.1 --listening-ip=::1 --relay-ip=127.0.0.1 --relay-ip=::1 --allow-loopback-peers
    --listening-port=${port} --tls-listening-port=${tlsPort} --cert=${certificate} --pkey=${key}
    --realm=parley --fingerprint --relay-threads=1`;
  const all = [...settings.trim().split(/\s+/), ...flags];
  const child = spawn(whereIs('turnserver') ?? 'turnserver', all, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += String(chunk)));
  const exited = once(child, 'exit');
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; !(await answers(port)); tries += 1) {
    if (printed.includes('errno=98')) {
      // EADDRINUSE: somebody has taken one of its ports meanwhile, and coturn would try the same one for ever.
      await close();
      return startCoturn(...flags);
    }
    if (tries < 50 && child.exitCode === null) continue;
    await close();
    throw new Error(`coturn did not start:\n${printed}`);
  }
  return { port, tlsPort, certificate: readFileSync(certificate, 'utf8'), close };
}

function makeCertificate(certificate: string, key: string): void {
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost
    -addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`;
  execFileSync('openssl', words.split(/\s+/), { stdio: 'ignore' });
}

/** Until it listens the kernel refuses at once: the next try is a little later. */
async function answers(port: number): Promise<boolean> {
  const client = await openTurnClient({ kind: 'udp', host: '127.0.0.1', port, patienceMs: 500 });
  if (!client.ok) return false;
  const binding = await client.value.binding();
  await client.value.close();
  if (!binding.ok) await new Promise((resolve) => void setTimeout(resolve, 50));
  return binding.ok;
}

/** A port that is free for UDP and TCP at the moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const socket = createSocket('udp4');
  const isFree = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false));
    socket.bind(port, '127.0.0.1', () => resolve(true));
  });
  server.close();
  if (!isFree) return freePort();
  socket.close();
  return port;
}
