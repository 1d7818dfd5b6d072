// The name of a description: its ICE user name fragment, new with every restart and every connection (RFC 8839 §5.4).

/** `undefined` where there is none, which no browser does. */
export function ufragOf(sdp: string): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1];
}
