// A page with nothing in it but the SDK, for tests of transfers between browsers.
import { createParley, signIn, type Parley, type UserId } from '@parley/client';

export interface BlobPage {
  /** Signs in and connects, accepting whatever is offered. */
  enter(account: string, password: string): Promise<void>;
  isOnline(user: string): boolean;
  /** Sends so many bytes; resolves with the hash that the receiver confirmed, and all ways they took. */
  send(to: string, length: number): Promise<{ sha256: string; ways: string[] }>;
  /** Bytes of the last sent transfer that its receiver has. */
  moved(): number;
  /** Resolves with what was received last, hashed by the browser, once it is whole. */
  received(): Promise<{ sha256: string; ways: string[] } | undefined>;
  /** Closes every peer connection of this page, as a network does that goes away. */
  breakDirect(): number;
}

declare global {
  // eslint-disable-next-line no-var -- a global is how a page is spoken to
  var blobPage: BlobPage;
}

const connections: RTCPeerConnection[] = [];
let parley: Parley | undefined;
let moved: () => number = () => 0;
let received: Promise<{ sha256: string; ways: string[] }> | undefined;

globalThis.blobPage = {
  async enter(account, password) {
    const { user } = await signIn({ account, password });
    const makeConnection = (configuration: RTCConfiguration): RTCPeerConnection => {
      const made = new RTCPeerConnection(configuration);
      connections.push(made);
      return made;
    };
    parley = createParley({ user, media: { makeConnection } });
    parley.blobs.on('offered', (blob) => {
      const ways = watchWays(blob);
      received = blob.bytes(2 ** 30).then(async (bytes) => ({ sha256: await hashOf(bytes), ways }));
      received.catch(() => undefined);
    });
  },
  isOnline: (user) => parley?.presence.online.has(user as UserId) ?? false,
  async send(to, length) {
    if (!parley) throw new Error('not signed in');
    const blob = parley.blobs.send(to as UserId, new Blob(noise(length)), { name: 'noise.bin' });
    moved = () => blob.moved;
    const ways = watchWays(blob);
    const { sha256 } = await blob.done;
    return { sha256, ways };
  },
  moved: () => moved(),
  received: async () => received,
  breakDirect() {
    for (const connection of connections) connection.close();
    return connections.length;
  },
};

function watchWays(blob: ReturnType<Parley['blobs']['send']>): string[] {
  const ways: string[] = [];
  blob.on('changed', () => {
    if (blob.state.name === 'moving' && ways.at(-1) !== blob.state.way) ways.push(blob.state.way);
  });
  return ways;
}

function noise(length: number): Uint8Array<ArrayBuffer>[] {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let left = length; left > 0; left -= 65_536)
    parts.push(crypto.getRandomValues(new Uint8Array(Math.min(left, 65_536))));
  return parts;
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
