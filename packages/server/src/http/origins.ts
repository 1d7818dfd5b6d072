// The exact list of origins whose pages may act on this server with a cookie.
import { hostname, networkInterfaces } from 'node:os';
import { isIPv6 } from 'node:net';
import { hostNamesIn } from '../tls/addresses.ts';
import type { Certificate } from '../tls/certificates.ts';

export interface Origins {
  allows(origin: string): boolean;
}

export interface OriginsOptions {
  /** The configured address to listen on. */
  host: string;
  /** The port really listened on, known once the server listens. */
  port: () => number;
  /** Public names of this server. */
  domains?: readonly string[];
  /** Origins that the operator added: the name of a reverse proxy, a forwarded port. */
  extra: readonly string[];
  /** The certificate that the port presents; without one it speaks plain HTTP. */
  certificate?: () => Certificate | undefined;
  /** Names and addresses of this machine; a parameter for tests. */
  machine?: () => string[];
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

export function createOrigins(options: OriginsOptions): Origins {
  const { host, port, domains = [], extra, certificate = () => undefined, machine = machineNames } = options;
  const given = new Set(extra);
  const everywhere = ['0.0.0.0', '::', ''].includes(host);
  const isOneOf = (scheme: 'http' | 'https', names: string[], origin: string): boolean =>
    names.some((name) => originOf(scheme, name, port()) === origin);
  return {
    allows(origin) {
      if (given.has(origin) || isOneOf('http', LOOPBACK, origin)) return true;
      const presented = certificate();
      // With TLS a page from http:// elsewhere is whatever somebody on the way has put into it.
      const scheme = presented ? 'https' : 'http';
      const own = [...LOOPBACK, host, ...domains, ...(presented ? hostNamesIn(presented) : [])];
      if (isOneOf(scheme, own, origin)) return true;
      // A server on every address has those that the machine has now: networks come and go under a laptop.
      return everywhere && isOneOf(scheme, machine(), origin);
    },
  };
}

/** As a browser writes it: lower case, without the scheme's own port. */
function originOf(scheme: 'http' | 'https', name: string, port: number): string | undefined {
  const url = `${scheme}://${isIPv6(name) ? `[${name}]` : name}:${port}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(
    (list) => list?.map((one) => one.address) ?? [],
  );
  return [...addresses, hostname(), `${hostname()}.local`];
}
