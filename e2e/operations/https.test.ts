// HTTPS as an operator has it: the real server with its own CA, with files of one's own, and with what can be wrong.
import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request as requestPlain, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { missingTools } from '../../scripts/test-tools.mjs';
import { until } from '../faults/until.ts';
import { startServerProcess, type ServerProcess } from '../src/server-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-https-'));
const missing = missingTools('openssl');
let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(flags: string[], prepare: (data: string) => void = () => {}): Promise<ServerProcess> {
  server = await startServerProcess({ flags, prepare });
  return server;
}

const address = Object.values(networkInterfaces())
  .flat()
  .find((one) => one?.family === 'IPv4' && !one.internal)?.address;

async function ask(port: number, options: { path?: string; ca?: string; host?: string }): Promise<string> {
  const asked = request({ port, host: '127.0.0.1', path: '/healthz', agent: false, ...options });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return `${response.statusCode} ${await text(response)}`;
}

/** The CA as a phone gets it, in PEM. */
async function downloadCa(port: number): Promise<string> {
  const headers = { host: `parley.lan:${port}` };
  const asked = requestPlain({ port, host: '127.0.0.1', path: '/parley-ca.crt', headers, agent: false });
  asked.end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  return new X509Certificate(await buffer(response)).toString();
}

async function handshake(port: number): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  return socket;
}

async function serialAt(port: number): Promise<string> {
  const socket = await handshake(port);
  const { serialNumber } = socket.getPeerCertificate();
  socket.destroy();
  return serialNumber;
}

interface Files {
  certificate: string;
  key: string;
}

/** A pair by OpenSSL, as an operator has it from anywhere. */
function makeFiles(name: string, days = 30): Files {
  const [certificate, key] = [join(folder, `${name}.pem`), join(folder, `${name}.key`)];
  const asked = join(folder, `${name}.csr`);
  const subject = ['-subj', '/CN=calls.example.org', '-addext', 'subjectAltName=DNS:calls.example.org'];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'ignore' });
  openssl('req', '-new', ...kind, ...subject, '-keyout', key, '-out', asked);
  const validity = ['-days', String(days), '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', asked, '-signkey', key, ...validity, '-out', certificate);
  return { certificate, key };
}

const flagsOf = ({ certificate, key }: Files): string[] => [
  '--certificate',
  certificate,
  '--certificate-key',
  key,
];

test("on every address: HTTPS from the server's own CA, which a restart keeps", async () => {
  const { port, url, data, printed, stop, start: again } = await start(['--host', '0.0.0.0']);
  expect(url).toBe(`http://localhost:${port}`);
  const ca = await downloadCa(port);
  expect(await ask(port, { ca })).toMatch(/^200 \{"status":"ok",/);
  await expect(ask(port, {})).rejects.toThrow(/self-signed|unable to (get|verify)/);
  if (address) {
    expect(await ask(port, { ca, host: address })).toContain('200');
    expect(printed()).toContain(`On other devices: https://${address}:${port}\n`);
  }
  const [, fingerprint] = /SHA-256 fingerprint: (\S+)\n/.exec(printed()) ?? [];
  expect(fingerprint).toBe(new X509Certificate(ca).fingerprint256);
  expect(printed().trimEnd().split('\n').at(-1)).toBe(`Parley is ready at ${url}`);
  expect(printed()).not.toContain('[fe80');
  expect(statSync(join(data, 'tls', 'local-ca.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(data, 'tls')).mode & 0o777).toBe(0o700);
  await stop();
  await again();
  expect(await downloadCa(port)).toBe(ca);
});

test('on one loopback address plain HTTP, and no CA is made', async () => {
  const { url, data } = await start(['--host', '127.0.0.3']);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.3:\d+$/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect(existsSync(join(data, 'tls'))).toBe(false);
});

test('the further port leads on, and says so where it is taken', async () => {
  const taken = createServer().listen(0, '0.0.0.0');
  await once(taken, 'listening');
  const { port: extra } = taken.address() as AddressInfo;
  const flags = ['--host', '0.0.0.0', '--http-port', String(extra)];
  const without = await start(flags);
  await vi.waitFor(() =>
    expect(without.printed()).toContain(`Port ${extra} on 0.0.0.0 is taken by another program`),
  );
  expect(await ask(without.port, { ca: await downloadCa(without.port) })).toMatch(/^200 /);
  await without.close();
  taken.close();
  await once(taken, 'close');
  const { port } = await start(flags);
  const page = await (await fetch(`http://127.0.0.1:${extra}/`)).text();
  expect(page).toContain(`href="https://127.0.0.1:${port}/"`);
  expect((await fetch(`http://127.0.0.1:${extra}/healthz`)).status).toBe(403);
});

test.skipIf(missing)('own files are read again when they change, and connections stay', async () => {
  const [files, next] = [makeFiles('own'), makeFiles('next')];
  const { port, printed, pid } = await start(flagsOf(files));
  const before = await serialAt(port);
  const open = await handshake(port);
  renameSync(next.certificate, files.certificate);
  renameSync(next.key, files.key);
  const deadline = performance.now() + 15_000;
  let now = before;
  while (now === before && performance.now() < deadline) {
    await wait(200);
    now = await serialAt(port);
  }
  expect(now).not.toBe(before);
  open.write('GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  expect(await text(open)).toContain('200 OK');

  writeFileSync(files.key, 'not a key');
  process.kill(pid, 'SIGHUP');
  await until(() => printed().includes('holds no private key in PEM form'), 5_000);
  expect(await serialAt(port)).toBe(now);
});

test.skipIf(missing).each([
  ['missing', (files: Files) => rmSync(files.certificate), /can't be read \(ENOENT.*check --certificate/],
  ['mismatched', (files: Files) => renameSync(makeFiles('foreign').key, files.key), /does not belong to/],
  [
    'no certificate',
    (files: Files) => writeFileSync(files.certificate, 'x'),
    /holds no certificate in PEM form/,
  ],
])('files that are %s are said, and the local CA stands in', async (_, spoil, sentence) => {
  const files = makeFiles('spoilt');
  spoil(files);
  const { port, printed, url } = await start(flagsOf(files));
  expect(printed()).toMatch(sentence);
  expect(await ask(port, { ca: await downloadCa(port) })).toContain('200');
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

test.skipIf(missing)('an expired certificate is said, and served', async () => {
  const files = makeFiles('expired', 0);
  const { port, printed } = await start(flagsOf(files));
  expect(printed()).toMatch(/expired on [\d-]+, so browsers refuse it: renew it/);
  const socket = await handshake(port);
  expect(socket.getPeerCertificate().subject.CN).toBe('calls.example.org');
  socket.destroy();
});

test("where the CA can't be kept, the server says so and runs on", async () => {
  const inTheWay = (data: string): void => writeFileSync(join(data, 'tls'), '');
  const { port, printed } = await start(['--host', '0.0.0.0'], inTheWay);
  expect(printed()).toMatch(/The local CA can't be kept in .*: give this user access, or room on the disk\./);
  expect(await ask(port, { ca: await downloadCa(port) })).toContain('200');
});

test.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('on a full disk as well', async () => {
  let mounted = '';
  const fill = (data: string): void => {
    const place = join(data, 'tls');
    mkdirSync(place);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', place]);
    mounted = place;
    writeFileSync(join(place, 'full'), Buffer.alloc(4_096));
  };
  try {
    const { port, printed } = await start(['--host', '0.0.0.0'], fill);
    expect(printed()).toMatch(/can't be kept in .*\(Error: ENOSPC.*room on the disk\./);
    expect(await ask(port, { ca: await downloadCa(port) })).toContain('200');
  } finally {
    if (mounted !== '') execFileSync('umount', [mounted]);
  }
});
