// The load generator's process.
import { barePeer } from '../peers/bare-peer.ts';
import { parleyPeer } from '../peers/parley-peer.ts';
import type { PeerFactory } from '../peers/peer.ts';
import { socketioPeer } from '../peers/socketio-peer.ts';
import { goFirst } from '../process/priority.ts';
import { answerCalls } from '../process/remote.ts';
import type { GeneratorOperations, Protocol } from './operations.ts';
import { createRelayLoad, type RelayLoad } from './relay-load.ts';

const factories: Record<Protocol, PeerFactory> = {
  bare: barePeer,
  socketio: socketioPeer,
  parley: parleyPeer,
};

goFirst();

let load: RelayLoad | undefined;

function connected(): RelayLoad {
  if (!load) throw new Error('connect first');
  return load;
}

answerCalls<GeneratorOperations>({
  async connect({ protocol, port, people }) {
    load = createRelayLoad({ factory: factories[protocol], port, people });
    await load.ready();
  },
  closedLoop: (options) => connected().closedLoop(options),
  openLoop: (options) => connected().openLoop(options),
  close() {
    load?.close();
    load = undefined;
  },
});
