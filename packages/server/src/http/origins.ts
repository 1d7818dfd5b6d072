// The exact list of origins whose pages may act on this server with a cookie.
import { hostname, networkInterfaces } from 'node:os';
import { isIPv6 } from 'node:net';

export interface Origins {
  allows(origin: string): boolean;
}

export interface OriginsOptions {
  /** The configured address to listen on. */
  host: string;
  /** The port really listened on, known once the server listens. */
  port: () => number;
  /** Origins that the operator added: the name of a reverse proxy, a forwarded port. */
  extra: readonly string[];
  /** Names and addresses of this machine; a parameter for tests. */
  machine?: () => string[];
}

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

export function createOrigins({ host, port, extra, machine = machineNames }: OriginsOptions): Origins {
  const given = new Set(extra);
  const everywhere = ['0.0.0.0', '::', ''].includes(host);
  const isOwn = (names: string[], origin: string): boolean =>
    names.some((name) => originOf(name, port()) === origin);
  return {
    allows(origin) {
      if (given.has(origin) || isOwn([...LOOPBACK, host], origin)) return true;
      // A server on every address has those that the machine has now: networks come and go under a laptop.
      return everywhere && isOwn(machine(), origin);
    },
  };
}

/** As a browser writes it: lower case, without the scheme's own port. */
function originOf(name: string, port: number): string | undefined {
  const url = `http://${isIPv6(name) ? `[${name}]` : name}:${port}`;
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

function machineNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(
    (list) => list?.map((one) => one.address) ?? [],
  );
  return [...addresses, hostname(), `${hostname()}.local`];
}
