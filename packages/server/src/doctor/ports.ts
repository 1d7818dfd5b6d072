// The ports that people connect to: this server's own, free for it, or somebody else's.
import { createServer } from 'node:net';
import type { Settings } from '../config/settings.ts';
import { listenSentence } from '../http/http-server.ts';
import { fail, ok, type Check } from './check.ts';
import { portOwner, type PortOwner } from './port-owner.ts';
import type { RunningFacts } from './running.ts';

export interface PortFacts {
  /** The setting that names it. */
  readonly setting: 'port' | 'http-port';
  readonly host: string;
  readonly port: number;
  readonly state:
    | { readonly name: 'free' }
    | { readonly name: 'ours' }
    | { readonly name: 'refused'; readonly cause: NodeJS.ErrnoException; readonly owner?: PortOwner };
}

type Wanted = Pick<PortFacts, 'setting' | 'host' | 'port'>;

export async function lookAtPorts(settings: Settings, running: RunningFacts): Promise<PortFacts[]> {
  const { host, port, httpPort } = settings;
  const listening = running.name === 'running' ? running.file.port : port;
  const wanted: Wanted[] = [
    { setting: 'port', host, port: listening },
    { setting: 'http-port', host, port: httpPort },
  ];
  const looks = wanted.filter((one) => one.port !== 0).map((one) => look(one, running));
  return Promise.all(looks);
}

export function checkPort({ setting, host, port, state }: PortFacts): Check {
  switch (state.name) {
    case 'ours':
      return ok(setting, `Port ${port} is this server's.`);
    case 'free':
      return ok(setting, `Port ${port} on ${host} is free.`);
    default: {
      const { cause, owner } = state;
      const advice = owner && `It is ${owner.name}, process ${owner.pid}.`;
      return fail(setting, listenSentence(cause, { host, port, setting }), advice);
    }
  }
}

async function look(wanted: Wanted, running: RunningFacts): Promise<PortFacts> {
  const cause = await refusal(wanted);
  if (!cause) return { ...wanted, state: { name: 'free' } };
  const owner = portOwner('tcp', wanted.port);
  const isOurs =
    running.name === 'running' && (owner ? owner.pid === running.file.pid : answersAsOurs(running));
  if (cause.code === 'EADDRINUSE' && isOurs) return { ...wanted, state: { name: 'ours' } };
  return { ...wanted, state: { name: 'refused', cause, ...(owner ? { owner } : {}) } };
}

/** Where the owner can't be seen, what answers tells. */
function answersAsOurs({ file, answer }: Extract<RunningFacts, { name: 'running' }>): boolean {
  return answer.name === 'answer' && answer.instance === file.instance;
}

/** What keeps this user from listening there. */
function refusal({ host, port }: Wanted): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
