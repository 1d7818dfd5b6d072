// Tells which generation of ICE a description belongs to, by its username fragment (RFC 8839 §5.4).

const UFRAG = /^a=ice-ufrag:(\S+)/m;

type Descriptions = Pick<
  RTCPeerConnection,
  'pendingLocalDescription' | 'currentLocalDescription' | 'currentRemoteDescription'
>;

/**
 * Whether an answer is a late one to an offer before the one that waits. An offer that is said twice is answered twice,
 * and the second answer may come when a restart's offer waits already. Taken for its answer it would name credentials
 * that the other side no longer has. Who answers a restart changes their fragment (RFC 8839 §4.4.1.1.1).
 */
export function answersEarlierOffer(connection: Descriptions, answer: string): boolean {
  const { pendingLocalDescription: pending, currentLocalDescription: current } = connection;
  if (!pending || !current || ufrag(pending.sdp) === ufrag(current.sdp)) return false;
  return ufrag(answer) === ufrag(connection.currentRemoteDescription?.sdp ?? '');
}

function ufrag(sdp: string): string | undefined {
  return UFRAG.exec(sdp)?.[1];
}
