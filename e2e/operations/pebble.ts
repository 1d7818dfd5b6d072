// Let's Encrypt in small, with a DNS of its own: Debian's pebble and its companion, each on free ports.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePorts, startProgram, type Program } from './program.ts';

export interface Pebble {
  /** Its ACME directory. */
  readonly directory: string;
  /** PEM of the root of what it gives out. */
  readonly root: string;
  /** File with the certificate that its own address has: for NODE_EXTRA_CA_CERTS. */
  readonly ownCertificate: string;
  /** Where it looks for the answers to its challenges. */
  readonly httpPort: number;
  /** Has a name lead to these addresses. */
  lead(name: string, ...addresses: string[]): Promise<void>;
  /** Ends it alone, as an outage does. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** Its certificates are valid for so many seconds. */
export async function startPebble(validitySeconds: number): Promise<Pebble> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pebble-'));
  const [acmePort = 0, rootPort = 0, httpPort = 0, dnsPort = 0, dnsControl = 0] = await freePorts(5);
  const [certificate, key] = [join(folder, 'pebble.pem'), join(folder, 'pebble-key.pem')];
  const subject = ['-subj', '/CN=pebble', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  execFileSync('openssl', ['req', '-x509', ...curve, ...subject, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });
  const config = join(folder, 'pebble.json');
  const pebble = {
    listenAddress: `127.0.0.1:${acmePort}`,
    managementListenAddress: `127.0.0.1:${rootPort}`,
    certificate,
    privateKey: key,
    httpPort,
    tlsPort: 1,
    certificateValidityPeriod: validitySeconds,
    domainBlocklist: ['blocked.example.org'],
  };
  writeFileSync(config, JSON.stringify({ pebble }));
  const programs: Program[] = [];
  const closeAll = async (): Promise<void> => {
    for (const program of programs) await program.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const names = ['-dns01', `127.0.0.1:${dnsPort}`, '-management', `127.0.0.1:${dnsControl}`];
    const others = ['-http01', '', '-https01', '', '-tlsalpn01', '', '-defaultIPv4', '', '-defaultIPv6', ''];
    programs.push(await startProgram('pebble-challtestsrv', [...names, ...others], { port: dnsControl }));
    const args = ['-config', config, '-dnsserver', `127.0.0.1:${dnsPort}`];
    // It refuses one nonce in ten, which a client has to live with.
    const env = { PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '10' };
    programs.push(await startProgram('pebble', args, { port: acmePort, env }));
    const ca = readFileSync(certificate, 'utf8');
    return {
      directory: `https://127.0.0.1:${acmePort}/dir`,
      root: await download(`https://127.0.0.1:${rootPort}/roots/0`, ca),
      ownCertificate: certificate,
      httpPort,
      async lead(host, ...addresses) {
        const body = JSON.stringify({ host, addresses });
        const answer = await fetch(`http://127.0.0.1:${dnsControl}/add-a`, { method: 'POST', body });
        if (!answer.ok) throw new Error(`the DNS did not take ${host}: ${answer.status}`);
      },
      stop: async () => programs.pop()?.close(),
      close: closeAll,
    };
  } catch (cause) {
    await closeAll();
    throw cause;
  }
}

function download(url: string, ca: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url, { ca }, (response) => void text(response).then(resolve, reject))
      .on('error', reject)
      .end();
  });
}
