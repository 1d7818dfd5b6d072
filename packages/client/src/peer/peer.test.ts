import { describe, expect, test } from 'vitest';
import { Peer, type PeerEvents } from './peer.ts';

const silent: PeerEvents = {
  signal: () => undefined,
  state: () => undefined,
  receiving: () => undefined,
  failed: () => undefined,
};

const track = (id: string) => ({ id }) as MediaStreamTrack;

/** As browsers do it: `sender.track` follows later than `replaceTrack` was called. */
function createSender() {
  const asked: (string | undefined)[] = [];
  const sender = {
    track: null as MediaStreamTrack | null,
    replaceTrack: async (next: MediaStreamTrack | null) => {
      asked.push(next?.id);
      await Promise.resolve();
      sender.track = next;
    },
  };
  return { sender, asked };
}

function setUp({ offerer = true } = {}) {
  const camera = createSender();
  const senders = [createSender(), camera, createSender()];
  const list = senders.map(({ sender }) => ({ sender, receiver: { track: track('theirs') } }));
  let added = 0;
  const connection = {
    connectionState: 'new',
    signalingState: 'stable',
    localDescription: null,
    addTransceiver: () => list[added++],
    getTransceivers: () => list,
    setRemoteDescription: () => Promise.resolve(),
    setLocalDescription: () => Promise.resolve(),
  } as unknown as RTCPeerConnection;
  return { peer: new Peer({ connection, offerer, events: silent }), camera };
}

describe('tracks on their way', () => {
  test('[D4] the same track again is not put on its way twice, though the first time is still going on', async () => {
    const { peer, camera } = setUp();
    const own = track('camera');
    peer.send('camera', own);
    peer.send('camera', own);
    await Promise.resolve();
    peer.send('camera', own);
    expect(camera.asked).toEqual(['camera']);
  });

  test('[D4] what was wanted last is what is sent, however quickly it changed', async () => {
    const { peer, camera } = setUp();
    const own = track('camera');
    peer.send('camera', own);
    await Promise.resolve();
    peer.send('camera', undefined);
    peer.send('camera', own);
    await Promise.resolve();
    expect(camera.asked).toEqual(['camera', undefined, 'camera']);
    expect(camera.sender.track).toBe(own);
  });

  test('[C9] a track that is there before the sections are goes on its way with them', async () => {
    const { peer, camera } = setUp({ offerer: false });
    peer.send('camera', track('camera'));
    expect(camera.asked).toEqual([]);
    peer.hear({ kind: 'description', type: 'offer', sdp: '' });
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    expect(camera.asked).toEqual(['camera']);
  });
});
