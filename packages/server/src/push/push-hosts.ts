// Where notifications may be sent: a browser names the address, so nothing that is not public is ever connected to.
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { Networks } from '../limits/network.ts';
import { plainAddress } from '../limits/address.ts';
import { includes, parseRange } from '../turn/address-range.ts';
import { DENIED_RANGES } from '../turn/special-ranges.ts';

export interface PushHosts {
  /** Of a new subscription: whether it can be the address of a push service at all. */
  accepts(endpoint: string): boolean;
  /** For the connection itself: what the name leads to at that moment counts, and nothing else is connected to. */
  readonly lookup: LookupFunction;
}

export class HostRefused extends Error {}

const ENDPOINT_LENGTH = 1_024;

/** `allowed`: addresses that the operator lets pass though they are not public. */
export function createPushHosts(allowed: Networks, resolve: typeof systemLookup = systemLookup): PushHosts {
  const mayBe = (address: string): boolean => allowed.includes(address) || isPublic(address);
  return {
    accepts(endpoint) {
      if (endpoint.length > ENDPOINT_LENGTH || !URL.canParse(endpoint)) return false;
      const { protocol, hostname, port, username, password } = new URL(endpoint);
      if (protocol !== 'https:' || username !== '' || password !== '') return false;
      const host = hostname.replaceAll(/^\[|\]$/g, '');
      if (isIP(host) === 0) return port === '' && host.includes('.');
      return allowed.includes(host) || (port === '' && isPublic(host));
    },
    lookup(hostname, options, callback) {
      resolve(hostname, { ...options, all: true }, (cause, found: LookupAddress[]) => {
        const public_ = cause ? [] : found.filter(({ address }) => mayBe(address));
        const [first] = public_;
        if (!first) return callback(cause ?? new HostRefused(`${hostname} is no public host`), []);
        if (options.all === true) return callback(null, public_);
        return callback(null, first.address, first.family);
      });
    },
  };
}

function isPublic(address: string): boolean {
  const range = parseRange(plainAddress(address));
  return range !== undefined && !DENIED_RANGES.some((denied) => includes(denied, range));
}
