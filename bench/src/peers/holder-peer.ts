// A person who is signed in and does nothing but keep the line, learn who is there, and acknowledge.
import { deferred } from '../process/deferred.ts';
import { textFrame } from '../wire/frames.ts';
import { Wire } from '../wire/wire.ts';
import { parleyWire, type SignInOptions } from './parley-peer.ts';

export interface HolderPeer {
  readonly ready: Promise<void>;
  /** A session.ping where nothing was heard for the heartbeat's time (S10). */
  heartbeat(now: number): void;
  /** Ends the session on the server too (S11). */
  leave(): void;
}

export interface HolderPeerOptions extends SignInOptions {
  onPresence(frame: Buffer): void;
}

const PRESENCE = 'p'.charCodeAt(0);
const PING = textFrame('{"t":"session.ping"}');
const LEAVE = textFrame('{"t":"session.leave"}');

interface Other {
  t: string;
  heartbeat?: number;
}

export function parleyHolder(options: HolderPeerOptions): HolderPeer {
  const welcomed = deferred<void>();
  let heartbeat = Infinity;
  let heardAt = performance.now();
  const wire = parleyWire(options, (_, bytes, start, end) => {
    heardAt = performance.now();
    if (bytes[start + 6] === PRESENCE) return options.onPresence(bytes.subarray(start, end));
    const message = JSON.parse(bytes.toString('utf8', start, end)) as Other;
    if (message.t === 'session.welcome') {
      heartbeat = message.heartbeat ?? Infinity;
      welcomed.resolve(undefined);
    } else if (message.t !== 'session.pong') {
      options.onFailure(`${options.name}: ${JSON.stringify(message)}`);
    }
  });
  return {
    ready: Promise.all([wire.opened, welcomed.promise]).then(() => undefined),
    heartbeat(now) {
      if (now - heardAt < heartbeat) return;
      heardAt = now;
      wire.queue(PING);
      wire.flush();
    },
    leave() {
      wire.queue(LEAVE);
      wire.flush();
      wire.close();
    },
  };
}

export function bareHolder(options: HolderPeerOptions): HolderPeer {
  const wire = new Wire({
    port: options.port,
    path: `/?user=${options.name}`,
    ...(options.localAddress ? { localAddress: options.localAddress } : {}),
    onFrame: (_, bytes, start, end) => options.onPresence(bytes.subarray(start, end)),
    onClose: options.onFailure,
  });
  return { ready: wire.opened, heartbeat: () => {}, leave: () => wire.close() };
}
