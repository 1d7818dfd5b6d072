// Where a connection looks for ways to the other side, and what of it the other side may learn.
import type { RelayServer } from '@parley/protocol';

export interface Reach {
  readonly servers: readonly RelayServer[];
  /** No address of this device is to be told, nor used without the relay. */
  readonly relayOnly: boolean;
}

export function configurationOf({ servers, relayOnly }: Reach): RTCConfiguration {
  const iceServers = servers.map(({ urls, username, credential }) =>
    username === undefined || credential === undefined ? { urls } : { urls, username, credential },
  );
  return { iceServers, iceTransportPolicy: relayOnly ? 'relay' : 'all' };
}

/**
 * A candidate (RFC 8839 §5.1) as it may be told where only the relay may be known; nothing where it may not be. Browsers
 * find no other ones then, but some were found before the person chose so, and a relayed one may name the address behind it.
 */
export function relayedOnly(candidate: string): string | undefined {
  if (!/ typ relay(?: |$)/.test(candidate)) return undefined;
  return candidate.replace(/ raddr \S+ rport \d+/, ' raddr 0.0.0.0 rport 0');
}

/** The same with all candidates of a description, and with the addresses that its media sections name by default. */
export function relayedOnlyDescription(sdp: string): string {
  return sdp
    .split('\r\n')
    .flatMap((line) => {
      if (line.startsWith('a=candidate:')) return relayedOnly(line) ?? [];
      if (line.startsWith('c=')) return line.includes(':') ? 'c=IN IP6 ::' : 'c=IN IP4 0.0.0.0';
      return line.replace(/^(a=rtcp:\d+ IN IP[46]) \S+$/, '$1 0.0.0.0');
    })
    .join('\r\n');
}
