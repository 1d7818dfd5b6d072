// The ports of a server: the one that serves, and where it is wanted one more that leads from http:// to https://.
import type { Log } from '../log.ts';
import { StartFailure } from '../start-failure.ts';
import type { Challenges } from '../tls/acme-challenges.ts';
import type { Certificate } from '../tls/certificates.ts';
import type { Callers } from './callers.ts';
import { createHttpServer, type HttpServer, type HttpServerParts, type ListenAt } from './http-server.ts';
import { leadToHttps, onlyConfidential } from './plain-http.ts';

export interface PortsParts extends Pick<HttpServerParts, 'fetch' | 'upgrade'> {
  callers: Callers;
  challenges: Pick<Challenges, 'answerTo'>;
  log: Log;
  /** Without one everything is plain HTTP. */
  certificate: Certificate | undefined;
}

export interface PortsOptions {
  host: string;
  port: number;
  /** 0 is none. */
  httpPort: number;
}

export interface Ports extends Pick<HttpServer, 'use' | 'stopAccepting' | 'close'> {
  /** Answers the serving port. Throws StartFailure. */
  listen(options: PortsOptions): Promise<number>;
}

export function createPorts({ callers, challenges, log, certificate, ...doors }: PortsParts): Ports {
  if (!certificate) {
    const server = createHttpServer({ ...doors, log });
    return { ...server, listen: ({ host, port }) => server.listen({ host, port, setting: 'port' }) };
  }
  let serving = { port: 0, certificate };
  const lead = leadToHttps(() => serving, challenges);
  const main = createHttpServer({ ...onlyConfidential(doors, lead, callers), log, certificate });
  const plain = createHttpServer({ ...lead, log });
  return {
    async listen({ host, port, httpPort }) {
      serving = { ...serving, port: await main.listen({ host, port, setting: 'port' }) };
      if (httpPort !== 0) await listenBeside(plain, { host, port: httpPort, setting: 'http-port' }, log);
      return serving.port;
    },
    use(next) {
      main.use(next);
      serving = { ...serving, certificate: next };
    },
    stopAccepting() {
      for (const server of [main, plain]) server.stopAccepting();
    },
    close() {
      for (const server of [main, plain]) server.close();
    },
  };
}

/** People who type the https address are served without this port: a reason to say so, none to stop. */
async function listenBeside(server: HttpServer, at: ListenAt, log: Log): Promise<void> {
  try {
    await server.listen(at);
  } catch (cause) {
    if (!(cause instanceof StartFailure)) throw cause;
    log.error({}, cause.message);
  }
}
