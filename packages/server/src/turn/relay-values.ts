// What an operator may give as settings of the relay, one value at a time: the value, or `undefined` where it is none.
import { isIP } from 'node:net';
import { isLoopback } from '../limits/address.ts';
import { parseRange } from './address-range.ts';
import { isPrivate } from './special-ranges.ts';

/** An address to listen on. Loopback is none: a relay is for people on other machines, and coturn refuses to relay there. */
export function readRelayAddress(text: string): string | undefined {
  return isIP(text) !== 0 && !isLoopback(text) ? text : undefined;
}

export function readPrivateRange(text: string): string | undefined {
  const range = parseRange(text);
  return range && isPrivate(range) ? text : undefined;
}

/** RFC 7064 and 7065. */
export function readRelayUrl(text: string): string | undefined {
  const isUrl = /^(?:stuns?|turns?):(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:\?transport=(?:udp|tcp))?$/i;
  return isUrl.test(text) ? text : undefined;
}
