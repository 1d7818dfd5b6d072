// Which of what each side's device says is told, of a call that could not connect: in any language's words.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from './facts.ts';

type Told = (name: string) => string;

/** `name`: the other person. */
interface CauseWords {
  ownRelayOnly: Told;
  theirRelayOnly: Told;
  noRelay: Told;
  relayRefused: Told;
  /** Neither side reaches the relay. */
  relayAway: Told;
  own: Record<OwnCause, Told>;
  theirs: Record<'relay-unreachable' | 'no-candidates' | 'unanswered', Told>;
  noWay: Told;
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

export function causeDetailBy(words: CauseWords): (causes: CallCauses, name: string) => string {
  return ({ self, other }, name) => {
    if (self === 'relay-only') return words.ownRelayOnly(name);
    if (other === 'relay-only') return words.theirRelayOnly(name);
    // What concerns both, or the server, comes before what one side knows of itself.
    if (self === 'no-relay' || other === 'no-relay') return words.noRelay(name);
    if (self === 'relay-refused' || other === 'relay-refused') return words.relayRefused(name);
    if (self === 'relay-unreachable' && other === self) return words.relayAway(name);
    if (self !== undefined && self !== 'other-unreachable') return words.own[self](name);
    return theirs(words, other)(name);
  };
}

function theirs(words: CauseWords, cause: ConnectCause | undefined): Told {
  switch (cause) {
    case 'relay-unreachable':
    case 'no-candidates':
    case 'unanswered':
      return words.theirs[cause];
    case 'relay-failed':
    case 'dtls-failed':
      return words.own[cause];
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return words.noWay;
    default:
      return assertNever(cause);
  }
}
