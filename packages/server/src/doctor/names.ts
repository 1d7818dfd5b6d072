// The names under which people open Parley: whether they resolve, and whether they lead to this machine.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopback } from '../limits/address.ts';
import { isPrivate } from '../tls/machine.ts';
import { fail, ok, warn, type Check } from './check.ts';
import { askHealth, type RunningFacts } from './running.ts';

export interface NameFacts {
  readonly name: string;
  /** What it resolves to, or Node's code for why it does not. */
  readonly addresses: readonly string[] | { readonly code: string };
  /** This machine's own addresses, and the public one that the operator has named. */
  readonly own: readonly string[];
  /** Who answers under it; `unasked` where no server runs that could. */
  readonly answers: 'us' | 'others' | 'nobody' | 'unasked';
}

const PATIENCE_MS = 4_000;

/** `origins`: where it is opened; each has a name, no address. */
export async function lookAtNames(
  origins: readonly string[],
  own: readonly string[],
  running: RunningFacts,
): Promise<NameFacts[]> {
  const named = origins.filter((origin) => isName(new URL(origin).hostname));
  return Promise.all(
    named.map(async (origin) => {
      const name = new URL(origin).hostname;
      const addresses = await resolve(name);
      const answers = 'code' in addresses ? 'unasked' : await whoAnswers(origin, running);
      return { name, addresses, own, answers };
    }),
  );
}

export function checkName({ name, addresses, own, answers }: NameFacts): Check {
  if ('code' in addresses) return judgeUnresolved(name, addresses.code);
  const where = addresses.join(' and ');
  const here = own.length === 0 ? 'this machine has none' : `this machine has ${own.join(', ')}`;
  const elsewhere = `The name ${name} leads to ${where}, and ${here}`;
  const lead = 'have the name lead to this machine, or to the router or proxy in front of it';
  if (answers === 'us') return ok('dns', `${name} leads to ${where}, and this server answers there.`);
  if (answers === 'others')
    return fail('dns', `${elsewhere}; another machine or program answers there: ${lead}.`);
  // Debian's hosts file has a machine's own name at 127.0.1.1.
  if (addresses.every((address) => own.includes(address) || isLoopback(address))) {
    return ok('dns', `${name} leads to ${where}, which is this machine.`);
  }
  // What a router in between looks like from here: it may well not let the machine reach itself by its public address.
  const mayBeRouter =
    !own.some((address) => !isPrivate(address)) && addresses.every((address) => !isPrivate(address));
  if (mayBeRouter)
    return warn(
      'dns',
      `${elsewhere}: that is right only if ${where} is the router in front of it, which passes Parley's ports on.`,
    );
  return fail('dns', `${elsewhere}: ${lead}.`);
}

function judgeUnresolved(name: string, code: string): Check {
  if (code === 'EAI_AGAIN' || code === 'ETIMEOUT') {
    const sentence = `No DNS server tells this machine where ${name} leads (${code}): check its network, and the servers in /etc/resolv.conf.`;
    return warn('dns', sentence);
  }
  const sentence = `The name ${name} does not resolve (${code}): add an A record with this machine's public address to its DNS, or correct the name.`;
  return fail('dns', sentence);
}

function isName(hostname: string): boolean {
  return isIP(hostname.replaceAll(/[[\]]/g, '')) === 0 && hostname !== 'localhost';
}

/** The system's own resolver has patience for half a minute. */
async function resolve(name: string): Promise<NameFacts['addresses']> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<NameFacts['addresses']>((settle) => {
    timer = setTimeout(settle, PATIENCE_MS, { code: 'ETIMEOUT' });
  });
  const found = lookup(name, { all: true }).then(
    (all) => all.map(({ address }) => address),
    (cause: NodeJS.ErrnoException) => ({ code: cause.code ?? cause.message }),
  );
  return Promise.race([found, late]).finally(() => clearTimeout(timer));
}

async function whoAnswers(origin: string, running: RunningFacts): Promise<NameFacts['answers']> {
  if (running.name !== 'running') return 'unasked';
  const answer = await askHealth(origin);
  if (answer.name === 'none') return 'nobody';
  return answer.instance === running.file.instance ? 'us' : 'others';
}
