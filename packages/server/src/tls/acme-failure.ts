// Why there is no certificate from the public CA, in sentences that say what to do.
import { assertNever } from '@parley/protocol';

/** A problem document (RFC 7807) with the types of RFC 8555 §6.7, without their common prefix. */
export interface Problem {
  type: string;
  detail: string;
}

export type AcmeFailure =
  /** The authority says no. `name` is the one that was being checked, empty where it was none yet. */
  | { kind: 'refused'; problem: Problem; name: string; retryAfterMs: number }
  /** `cause` is Node's code or the error's own words. */
  | { kind: 'unreachable'; cause: string }
  /** Something answers there that is no ACME server. */
  | { kind: 'not-acme'; cause: string }
  /** The authority did not get done with what it began. */
  | { kind: 'unfinished' };

/** Thrown inside the client, whose callers get the failure as a result. */
export class AcmeError extends Error {
  readonly failure: AcmeFailure;

  constructor(failure: AcmeFailure) {
    super(failure.kind);
    this.name = 'AcmeError';
    this.failure = failure;
  }
}

export function describeFailure(failure: AcmeFailure, directory: string): string {
  switch (failure.kind) {
    case 'refused':
      return `${refusal(failure.problem, failure.name)} It says: "${failure.problem.detail}"`;
    case 'unreachable':
      return unreachable(failure.cause, directory);
    case 'not-acme':
      return `What answers at ${directory} is no ACME server (${failure.cause}): check --acme-directory.`;
    case 'unfinished':
      return `The certificate authority at ${directory} did not finish the order in time.`;
    default:
      return assertNever(failure);
  }
}

function refusal({ type, detail }: Problem, name: string): string {
  switch (type) {
    case 'dns':
      return noAddress(name);
    case 'connection':
      // Some authorities do not tell this from the next.
      if (/could not resolve|NXDOMAIN/i.test(detail)) return noAddress(name);
      return `The certificate authority can't connect to ${leadsTo(name, detail)}: let port 80 from the internet reach this machine, and give --http-port 80.`;
    case 'unauthorized':
    case 'incorrectResponse':
      return `Another machine or program than this one answers at ${leadsTo(name, detail)}: have the name lead to this machine, and port 80 to --http-port.`;
    case 'rateLimited':
      return "The certificate authority's limit is reached.";
    case 'caa':
      return `A CAA record in the DNS of ${name} names other certificate authorities: add this one, or choose another with --acme-directory.`;
    case 'rejectedIdentifier':
    case 'unsupportedIdentifier':
      return `The certificate authority gives nobody a certificate for ${name}: check --domain.`;
    case 'invalidContact':
    case 'unsupportedContact':
      return 'The certificate authority does not take the address in --acme-email: correct it, or leave it out.';
    case 'externalAccountRequired':
      return 'This certificate authority wants an account that was opened elsewhere: choose another with --acme-directory.';
    case 'serverInternal':
      return 'The certificate authority has trouble of its own.';
    default:
      return `The certificate authority refuses (${type}).`;
  }
}

function noAddress(name: string): string {
  return `The certificate authority finds no address for ${name}: add an A record with this machine's public address, and an AAAA record only where IPv6 gets here too.`;
}

/** Let's Encrypt begins with the address that it tried: `192.0.2.7: Invalid response from …`. */
function leadsTo(name: string, detail: string): string {
  const [, address] = /^([\d.]+|[\da-f:]*:[\da-f:]+): /i.exec(detail) ?? [];
  return address === undefined ? `port 80 of ${name}` : `port 80 of ${name}, which leads to ${address}`;
}

function unreachable(cause: string, directory: string): string {
  const isUntrusted = /CERT|SELF_SIGNED|VERIFY/.test(cause);
  const advice = isUntrusted
    ? "check this machine's clock; a private authority's root goes into the file that NODE_EXTRA_CA_CERTS names"
    : "check this machine's way to the internet, and --acme-directory";
  return `The certificate authority at ${directory} can't be reached (${cause}): ${advice}.`;
}
