// Which channel stands for which peer (RFC 8656 §12): a number is never given to a second peer.
import { canonicalAddress, type TransportAddress } from './stun-attributes.ts';
import { FIRST_CHANNEL, LAST_CHANNEL } from './turn-packets.ts';

export interface Channels {
  /** The number that a peer has or would get; `undefined` when all are given. */
  numberFor(peer: TransportAddress): number | undefined;
  /** The server has agreed: the channel may be used. */
  bind(channel: number, peer: TransportAddress): void;
  boundTo(peer: TransportAddress): number | undefined;
  peerOf(channel: number): TransportAddress | undefined;
}

export function createChannels(): Channels {
  const numbers = new Map<string, number>();
  const bound = new Map<number, TransportAddress>();
  return {
    numberFor(peer) {
      const key = keyOf(peer);
      const number = numbers.get(key) ?? FIRST_CHANNEL + numbers.size;
      if (number > LAST_CHANNEL) return undefined;
      numbers.set(key, number);
      return number;
    },
    bind(channel, { address, port }) {
      bound.set(channel, { address: canonicalAddress(address), port });
    },
    boundTo(peer) {
      const number = numbers.get(keyOf(peer));
      return number !== undefined && bound.has(number) ? number : undefined;
    },
    peerOf: (channel) => bound.get(channel),
  };
}

function keyOf({ address, port }: TransportAddress): string {
  return `${canonicalAddress(address)} ${port}`;
}
