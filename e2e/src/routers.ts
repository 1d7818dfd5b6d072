// A router between one person's place and everybody: it only routes, or it translates addresses as those at home do.
import { forwardPackets, ip, within, type Namespaces } from './namespaces.ts';

/**
 * `cone`: a socket has one address outside, whomever it sends to, and that one lets in who was sent to. `symmetric`: another
 * one for each, so that nobody can be told where to send.
 */
export type Translation = 'cone' | 'symmetric';

export interface Router {
  readonly namespace: string;
  /** The first three parts of the addresses behind it. */
  readonly subnet: string;
  readonly gateway: string;
  translate(how: Translation): void;
  /** Routes only. */
  stopTranslating(): void;
}

export interface RouterOptions {
  name: string;
  /** One of 1 to 254; the addresses behind it are of 192.168.`number`. */
  number: number;
  namespaces: Namespaces;
  /** The place behind it, as a namespace. */
  place: string;
  /** The bridge's namespace; it gets a link called `name`. */
  hub: string;
  /** Its address outside, and who knows the way to the rest of the world there. */
  address: string;
  gateway: string;
}

export function addRouter(options: RouterOptions): Router {
  const { name, number, namespaces, place, hub, address, gateway } = options;
  const subnet = `192.168.${number}`;
  const inside = `${subnet}.1`;
  const namespace = namespaces.add(`${name}-router`);
  const here = (words: string): void => ip(`-n ${namespace} ${words}`);
  ip(`link add name lan netns ${namespace} type veth peer name eth0 netns ${place}`);
  ip(`link add name ${name} netns ${hub} type veth peer name wan netns ${namespace}`);
  here(`addr add ${inside}/24 dev lan`);
  here('link set lan up');
  here(`addr add ${address}/24 dev wan`);
  here('link set wan up');
  here(`route add default via ${gateway}`);
  const nft = (words: string): void => within(namespace, 'nft', words);
  forwardPackets(namespace);
  const stopTranslating = (): void => nft('flush ruleset');
  return {
    namespace,
    subnet,
    gateway: inside,
    stopTranslating,
    translate(how) {
      stopTranslating();
      const random = how === 'symmetric' ? ' random,fully-random' : '';
      nft('add table ip parley');
      nft('add chain ip parley out { type nat hook postrouting priority 100 ; }');
      nft(`add rule ip parley out oifname wan masquerade${random}`);
      nft('add chain ip parley through { type filter hook forward priority 0 ; }');
      nft('add rule ip parley through iifname wan ct state new drop');
      // Private addresses are everybody's own, and lead nowhere outside.
      nft('add rule ip parley through oifname wan ip daddr 192.168.0.0/16 drop');
      nft('add chain ip parley itself { type filter hook input priority 0 ; }');
      // Taken in as the router's own, a packet that comes too early would be in the way of the answer to it.
      nft('add rule ip parley itself iifname wan ct state new drop');
    },
  };
}
