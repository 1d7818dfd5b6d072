import type { Signal } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { FakeConnection } from '../testing/fake-connection.ts';
import { ConnectionDiary } from './connection-diary.ts';
import { Peer, type PeerEvents } from './peer.ts';

const silent: PeerEvents = {
  signal: () => undefined,
  state: () => undefined,
  receiving: () => undefined,
  failed: () => undefined,
};

const NO_SERVERS = { servers: [], relayOnly: false };
const diaryOf = (offerer: boolean): ConnectionDiary =>
  new ConnectionDiary({ now: () => 0, offerer, reach: NO_SERVERS });

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
  return {
    peer: new Peer({ connection, offerer, reach: NO_SERVERS, events: silent, diary: diaryOf(offerer) }),
    camera,
  };
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

  test('[I7] pictures begin anew with a key frame, sounds do not, and a browser that refuses is left alone', async () => {
    const { peer, camera } = setUp();
    const asked: unknown[] = [];
    Object.assign(camera.sender, {
      track: { kind: 'video' },
      getParameters: () => ({ encodings: [{}, {}] }),
      setParameters: (_: unknown, options: unknown) => {
        asked.push(options);
        return Promise.reject(new Error('not here'));
      },
    });
    peer.refreshPictures();
    await Promise.resolve();
    expect(asked).toEqual([{ encodingOptions: [{ keyFrame: true }, { keyFrame: true }] }]);
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

describe('offers and answers', () => {
  function create({ offerer = true } = {}) {
    const fake = new FakeConnection();
    const said: string[] = [];
    const peer = new Peer({
      reach: NO_SERVERS,
      diary: diaryOf(offerer),
      connection: fake as unknown as RTCPeerConnection,
      offerer,
      events: {
        signal: (signal) =>
          said.push(
            signal.kind === 'candidate' ? 'candidate' : `${signal.type} ${signal.answers ?? ''}`.trim(),
          ),
        state: (state) => said.push(state),
        receiving: () => said.push('receiving'),
        failed: () => said.push('failed'),
      },
    });
    return { fake, peer, said };
  }
  const description = (type: 'offer' | 'answer', ufrag: string, answers?: string): Signal => ({
    kind: 'description',
    type,
    sdp: `a=ice-ufrag:${ufrag}\r\n`,
    ...(answers === undefined ? {} : { answers }),
  });
  const settle = () =>
    new Promise((resolve) => {
      setTimeout(resolve);
    });
  const pending = (fake: FakeConnection): string =>
    fake.pendingLocalDescription?.sdp.trim().slice('a=ice-ufrag:'.length) ?? '';

  test('[C10] an offer without an answer is said again, the very same; one that was answered is not', async () => {
    const { fake, peer, said } = create();
    await settle();
    const first = pending(fake);
    expect(peer.repeatOffer()).toBe(true);
    peer.restartIce();
    expect(pending(fake)).toBe(first);
    expect(said.filter((what) => what === 'offer')).toHaveLength(3);
    peer.hear(description('answer', 'theirs', first));
    await settle();
    expect(peer.repeatOffer()).toBe(false);
  });

  test('[C10] an answer names its offer, and one to an offer before is not taken for that of the one that waits', async () => {
    const { fake, peer } = create();
    await settle();
    const first = pending(fake);
    peer.hear(description('answer', 'theirs', first));
    await settle();
    peer.restartIce();
    await settle();
    const second = pending(fake);
    peer.hear(description('answer', 'late', first));
    await settle();
    expect(pending(fake)).toBe(second);
    peer.hear(description('answer', 'renewed', second));
    await settle();
    expect(fake.currentRemoteDescription?.sdp).toContain('renewed');

    const callee = create({ offerer: false });
    callee.peer.hear(description('offer', 'theirs'));
    await settle();
    expect(callee.said).toContain('answer theirs');
  });

  test('[I14] the one whose offer stands says it again where the other’s crosses it: it may never have arrived', async () => {
    const { fake, peer, said } = create();
    await settle();
    said.length = 0;
    peer.hear(description('offer', 'crossing'));
    await settle();
    expect(said).toEqual(['offer']);
    expect(fake.signalingState).toBe('have-local-offer');
  });

  test('[C10] what comes of a connection after its end is nobody’s business any more', async () => {
    const { fake, peer, said } = create({ offerer: false });
    const { onicecandidate, onconnectionstatechange, onnegotiationneeded } = fake;
    peer.hear(description('offer', 'theirs'));
    peer.close();
    await settle();
    onicecandidate?.({ candidate: { candidate: 'late', sdpMid: '0', sdpMLineIndex: 0 } });
    onconnectionstatechange?.();
    onnegotiationneeded?.();
    peer.hear(description('offer', 'later'));
    await settle();
    expect(peer.repeatOffer()).toBe(false);
    expect(await peer.stats()).toBeUndefined();
    expect(said).toEqual([]);
  });

  test('[C10] closed in the middle of an offer, a connection brings no tracks to the call that goes on', async () => {
    const { fake, peer, said } = create({ offerer: false });
    const apply = fake.setRemoteDescription.bind(fake);
    fake.setRemoteDescription = async (remote) => {
      await apply(remote);
      peer.close();
    };
    peer.hear(description('offer', 'theirs'));
    await settle();
    expect(said).toEqual([]);
  });
});
