// Sets of addresses that an operator names: single ones, ranges in CIDR notation (RFC 4632 §3.1), and `loopback`.
import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net';
import { plainAddress } from './address.ts';

export interface Networks {
  includes(address: string | undefined): boolean;
}

/** What a program on this very machine comes from when it connects to 127.0.0.1 or ::1. */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * A word of the list as it is given, or `undefined` where it is none. A range of everything is refused: a list that
 * includes everybody singles out nobody.
 */
export function readNetwork(text: string): string | undefined {
  if (text === 'loopback' || isIP(text) !== 0) return text;
  const [, address = '', bits = ''] = /^([^/%]+)\/([1-9]\d{0,2})$/.exec(text) ?? [];
  const most = isIPv4(address) ? 32 : isIPv6(address) ? 128 : 0;
  return bits !== '' && Number(bits) <= most ? text : undefined;
}

/** The words are those that `readNetwork` lets pass. */
export function createNetworks(words: readonly string[]): Networks {
  const list = new BlockList();
  for (const word of words.flatMap((one) => (one === 'loopback' ? LOOPBACK : [one]))) {
    const [address = '', bits] = word.split('/');
    const plain = plainAddress(address);
    if (bits === undefined) list.addAddress(plain, familyOf(plain));
    else list.addSubnet(address, Number(bits), familyOf(address));
  }
  return {
    includes(address) {
      const plain = plainAddress(address);
      return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
    },
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}
