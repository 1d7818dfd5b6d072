// Why a peer connection does not come about, from what ICE has found so far (RFC 8445; W3C webrtc-stats). Pure.
import type { ConnectCause } from '@parley/protocol';

export interface Attempt {
  /** Whether the other side has said anything of its own. */
  readonly answered: boolean;
  /** Whether the server offers a relay. */
  readonly hasRelay: boolean;
  /** Whether nothing but the relay is to be used. */
  readonly relayOnly: boolean;
  /** Whether the relay answered and gave no address. */
  readonly isRefused: boolean;
  readonly stats: RTCStatsReport | undefined;
}

/** A relay's own answer (RFC 8656 §18), as against one that can't be reached: 701 (W3C WebRTC §4.8.1.3). */
export function isRefusal(errorCode: number): boolean {
  return errorCode >= 300 && errorCode < 700;
}

export function connectCauseOf({ answered, hasRelay, relayOnly, isRefused, stats }: Attempt): ConnectCause {
  const found = readStats(stats);
  if (!answered) return 'unanswered';
  if (found.way) return 'dtls-failed';
  if (!hasRelay && relayOnly) return 'relay-only';
  if (found.local.size === 0 && !relayOnly) return 'no-candidates';
  if (!hasRelay) return 'no-relay';
  if (!found.local.has('relay')) return isRefused ? 'relay-refused' : 'relay-unreachable';
  return found.remote.has('relay') ? 'relay-failed' : 'other-unreachable';
}

interface Found {
  /** Whether checks got through between the two: a way there is. */
  way: boolean;
  /** Types of candidates. */
  readonly local: Set<unknown>;
  readonly remote: Set<unknown>;
}

function readStats(stats: RTCStatsReport | undefined): Found {
  const found: Found = { way: false, local: new Set(), remote: new Set() };
  stats?.forEach(({ type, candidateType, state }: Record<string, unknown>) => {
    if (type === 'local-candidate') found.local.add(candidateType);
    if (type === 'remote-candidate') found.remote.add(candidateType);
    if (type === 'candidate-pair' && state === 'succeeded') found.way = true;
  });
  return found;
}
