// English sentences about why a call could not connect: what is wrong on which side, and what to do about it.
import { assertNever, type ConnectCause } from '@parley/client';
import type { CallCauses } from '../facts.ts';

const OPERATOR = 'The person who runs this server';

export function causeDetail({ self, other }: CallCauses, name: string): string {
  if (self === 'relay-only')
    return (
      'Calls that hide your network address go through a relay, and this server has none. ' +
      'To call all the same, turn “Hide my network address” off in your settings.'
    );
  if (other === 'relay-only')
    return `${name} hides their network address, which takes a relay, and this server has none. ${OPERATOR} can set one up.`;
  // What concerns both, or the server, comes before what one side knows of itself.
  if (self === 'no-relay' || other === 'no-relay')
    return (
      `Your network and ${name}'s can't reach each other directly, and this server has no relay. ` +
      `${OPERATOR} can set one up; until then, another network may help, such as a phone's hotspot.`
    );
  if (self === 'relay-refused' || other === 'relay-refused')
    return `This server's relay turned the call away. ${OPERATOR} can see why with “parley doctor”.`;
  if (self === 'relay-unreachable' && other === self)
    return (
      `Neither your network nor ${name}'s reaches this server's relay. It may be down: ` +
      `${OPERATOR.replace('The', 'the')} can see with “parley doctor”.`
    );
  if (self !== undefined && self !== 'other-unreachable') return ownDetail(self, name);
  return otherDetail(other, name);
}

type OwnCause = Exclude<ConnectCause, 'no-relay' | 'relay-only' | 'relay-refused' | 'other-unreachable'>;

function ownDetail(cause: OwnCause, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return (
        'Your network blocks calls: neither the other side nor the relay can be reached from it. ' +
        "Try another one, such as a phone's hotspot."
      );
    case 'no-candidates':
      return (
        'Your browser gave no network address to call from. An extension or a setting may keep it from that: ' +
        'turn it off for this page, or use another browser.'
      );
    case 'relay-failed':
      return `You both reach the relay, and nothing comes through it. ${OPERATOR} can see why with “parley doctor”.`;
    case 'dtls-failed':
      return (
        `There is a way to ${name}, but no secure connection came about over it. Something in between changes ` +
        'or drops packets: try another network.'
      );
    case 'unanswered':
      return `${name}'s device did not answer. It may help to load the page anew there, and then to call again.`;
    default:
      return assertNever(cause);
  }
}

function otherDetail(cause: ConnectCause | undefined, name: string): string {
  switch (cause) {
    case 'relay-unreachable':
      return `${name}'s network blocks calls. They could try another one, such as a phone's hotspot.`;
    case 'no-candidates':
      return `${name}'s browser gave no network address to call from. Another browser may help there.`;
    case 'unanswered':
      return 'Your device did not answer in time. It may help to load this page anew, and then to call again.';
    case 'relay-failed':
    case 'dtls-failed':
      return ownDetail(cause, name);
    case 'no-relay':
    case 'relay-only':
    case 'relay-refused':
    case 'other-unreachable':
    case undefined:
      return `Sound and picture found no way between your network and ${name}'s. Try another network.`;
    default:
      return assertNever(cause);
  }
}
