// English sentences about why a call could not connect: what is wrong on which side, and what to do about it.
import { causeDetailBy } from '../cause-told.ts';

const OPERATOR = 'The person who runs this server';

export const causeDetail = causeDetailBy({
  ownRelayOnly: () =>
    'Calls that hide your network address go through a relay, and this server has none. ' +
    'To call all the same, turn “Hide my network address” off in your settings.',
  theirRelayOnly: (name) =>
    `${name} hides their network address, which takes a relay, and this server has none. ${OPERATOR} can set one up.`,
  noRelay: (name) =>
    `Your network and ${name}'s can't reach each other directly, and this server has no relay. ` +
    `${OPERATOR} can set one up; until then, another network may help, such as a phone's hotspot.`,
  relayRefused: () =>
    `This server's relay turned the call away. ${OPERATOR} can see why with “parley doctor”.`,
  relayAway: (name) =>
    `Neither your network nor ${name}'s reaches this server's relay. It may be down: ` +
    `${OPERATOR.replace('The', 'the')} can see with “parley doctor”.`,
  own: {
    'relay-unreachable': () =>
      'Your network blocks calls: neither the other side nor the relay can be reached from it. ' +
      "Try another one, such as a phone's hotspot.",
    'no-candidates': () =>
      'Your browser gave no network address to call from. An extension or a setting may prevent it: ' +
      'turn it off for this page, or use another browser.',
    'relay-failed': () =>
      `You both reach the relay, and nothing comes through it. ${OPERATOR} can see why with “parley doctor”.`,
    'dtls-failed': (name) =>
      `There is a way to ${name}, but no secure connection came about over it. Something in between changes ` +
      'or drops packets: try another network.',
    unanswered: (name) =>
      `${name}'s device did not answer. It may help to reload the page there and call again.`,
  },
  theirs: {
    'relay-unreachable': (name) =>
      `${name}'s network blocks calls. They could try another one, such as a phone's hotspot.`,
    'no-candidates': (name) =>
      `${name}'s browser gave no network address to call from. Another browser may help there.`,
    unanswered: () => 'Your device did not answer in time. It may help to reload this page and call again.',
  },
  noWay: (name) => `Sound and picture found no way between your network and ${name}'s. Try another network.`,
});
