import {
  mintCallId,
  mintDeviceId,
  TIMES,
  type CallView,
  type ConnectCause,
  type RelayServer,
  type Signal,
  type UserId,
} from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeConnection } from '../testing/fake-connection.ts';
import { FakeStream } from '../testing/fake-stream.ts';
import { createVirtualTime } from '../testing/virtual-time.ts';
import type { CallMachine } from './call-machine.ts';
import { MediaLink } from './media-link.ts';
import { DEFAULT_PREFERENCES } from './preferences.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;
const CALL = mintCallId();
const PARTICIPANTS = [ALICE, BOB].map((user) => ({
  user,
  state: 'joined' as const,
  media: 'voice' as const,
  device: mintDeviceId(),
}));

function machine(me: UserId, name: 'connecting' | 'active'): CallMachine {
  const base = { call: CALL, caller: ALICE, media: 'voice' as const, participants: PARTICIPANTS };
  const view: CallView =
    name === 'active' ? { ...base, state: 'active', since: 0 } : { ...base, state: 'connecting' };
  const direction = me === ALICE ? 'outgoing' : 'incoming';
  const rest = {
    id: CALL,
    direction,
    with: me === ALICE ? BOB : ALICE,
    media: 'voice',
    own: 'voice',
  } as const;
  return name === 'active' ? { ...rest, view, name, since: 0 } : { ...rest, view, name, mediaUp: false };
}

/** A voice call of two over relayed signals that get lost with their sender's socket, and a path that can be cut. */
function createPair({ latency = 30 } = {}) {
  const time = createVirtualTime();
  const sides = [ALICE, BOB].map((me) => createSide(me));
  const [alice, bob] = sides as [Side, Side];
  let path = true;

  type Side = ReturnType<typeof createSide>;
  function createSide(me: UserId) {
    const connections: FakeConnection[] = [];
    let outbox: (() => void)[] = [];
    const side = {
      me,
      connections,
      /** `dead`: nothing gets through, and this side does not know it. */
      socket: 'up' as 'up' | 'dead' | 'down',
      heardAt: time.now(),
      causes: [] as ConnectCause[],
      /** As the server has given them; nothing while they are awaited. */
      servers: [] as RelayServer[] | undefined,
      link: undefined as unknown as MediaLink,
      push(deliver: () => void) {
        if (side.socket === 'up') time.after(latency, deliver);
        else outbox.push(deliver);
      },
      /** `recovered`: the session could be resumed, so that what was relayed meanwhile arrives. */
      comeBack(recovered: boolean) {
        if (side.socket === 'up') return;
        side.socket = 'up';
        side.link.nudge();
        for (const deliver of outbox) if (recovered) time.after(latency, deliver);
        outbox = [];
      },
    };
    side.link = new MediaLink({
      me,
      platform: time,
      preconnect: true,
      preferences: DEFAULT_PREFERENCES,
      source: undefined,
      iceServers: () => side.servers,
      makeConnection: (configuration) => {
        const made = new FakeConnection(configuration);
        connections.push(made);
        return made as unknown as RTCPeerConnection;
      },
      canSignal: () => side.socket !== 'down',
      suspect: () => undefined,
      sendSignal: (peer, signal) => relay(side, peer, signal),
      sendStatus: () => undefined,
      makeStream: (tracks) => new FakeStream(tracks) as unknown as MediaStream,
      changed: () => undefined,
      outputChanged: () => undefined,
      devicesChanged: () => undefined,
      stats: () => undefined,
      stuck: (cause) => side.causes.push(cause),
    });
    return side;
  }

  function relay(from: Side, peer: number, signal: Signal): void {
    if (from.socket !== 'up') return;
    const to = from === alice ? bob : alice;
    const message = { t: 'call.signal', seq: 1, call: CALL, from: from.me, peer, signal } as const;
    time.after(latency, () => to.push(() => to.link.hear(message)));
  }

  /** What a browser's ICE would find out by itself (QUALITY.md, ICE facts). */
  function check(): void {
    const [one, other] = [alice.connections.at(-1), bob.connections.at(-1)];
    const meets = path && one && other && one.matches(other);
    for (const side of [alice, bob]) {
      const connection = side.connections.at(-1);
      if (meets) side.heardAt = time.now();
      const silent = time.now() - side.heardAt;
      if (meets) connection?.become('connected');
      else if (silent > 15_800) connection?.become('failed');
      else if (silent > 5_800 && connection?.connectionState === 'connected')
        connection.become('disconnected');
    }
  }

  async function advance(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += 100) {
      time.advance(100);
      for (let i = 0; i < 12; i++) await Promise.resolve();
      check();
    }
  }

  return {
    alice,
    bob,
    advance,
    setPath: (on: boolean) => {
      path = on;
    },
    start(name: 'connecting' | 'active') {
      for (const side of sides) side.link.follow(machine(side.me, name));
    },
    lines: () => sides.map(({ link }) => link.line),
    made: () => sides.map(({ connections }) => connections.length),
    close() {
      for (const { link } of sides) link.close();
      return time.pending;
    },
  };
}

test('[C9] two devices connect with one connection each', async () => {
  const pair = createPair();
  pair.start('connecting');
  await pair.advance(1_000);
  expect([pair.lines(), pair.made()]).toEqual([
    ['good', 'good'],
    [1, 1],
  ]);
});

test('[C20] a caller who is rung on several devices offers from none, and then from the one that is named', () => {
  const { alice } = createPair();
  const ringing = (device: boolean): CallMachine => {
    const participants = PARTICIPANTS.map(({ user, media, device: id }) => {
      const base = { user, media, state: 'ringing' as const };
      return user === BOB || device ? { ...base, device: id } : base;
    });
    const view = {
      call: CALL,
      caller: ALICE,
      media: 'voice' as const,
      participants,
      state: 'ringing' as const,
    };
    const base = { id: CALL, direction: 'incoming', with: BOB, media: 'voice', own: undefined } as const;
    return { ...base, name: 'ringing', view };
  };
  alice.link.follow(ringing(false));
  expect(alice.connections).toHaveLength(0);
  alice.link.follow(ringing(true));
  expect(alice.connections).toHaveLength(1);
  alice.link.close();
});

test.each(['alice', 'bob'] as const)(
  '[C9] what %s said of the first offer went down with a dying socket, and is said again',
  async (who) => {
    const pair = createPair();
    pair[who].socket = 'dead';
    pair.start('connecting');
    await pair.advance(1_000);
    expect(pair.lines()).toEqual(['connecting', 'connecting']);
    pair[who].comeBack(true);
    await pair.advance(4_500);
    expect([pair.lines(), pair.made()]).toEqual([
      ['good', 'good'],
      [1, 1],
    ]);
  },
);

test('[C19] each side says why, once the call has been accepted for a while and there is no way', async () => {
  const pair = createPair();
  pair.setPath(false);
  pair.start('connecting');
  await pair.advance(TIMES.stuck - 100);
  for (const { connections } of [pair.alice, pair.bob])
    for (const connection of connections)
      connection.stats = [{ type: 'local-candidate', candidateType: 'host' }];
  expect([pair.alice.causes, pair.bob.causes]).toEqual([[], []]);
  await pair.advance(200);
  expect([pair.alice.causes, pair.bob.causes]).toEqual([['no-relay'], ['no-relay']]);
});

test('[C19] nobody is stuck whose line stands, or whose call is over', async () => {
  const pair = createPair();
  pair.start('connecting');
  await pair.advance(1_000);
  pair.start('active');
  await pair.advance(TIMES.stuck);
  const short = createPair();
  short.setPath(false);
  short.start('connecting');
  short.close();
  await short.advance(TIMES.stuck);
  expect([pair.alice.causes, short.alice.causes]).toEqual([[], []]);
});

test('[I7] without a session no restart is used up and no offer left lying about; the welcome brings the line back', async () => {
  const pair = createPair();
  pair.start('active');
  await pair.advance(1_000);
  pair.setPath(false);
  pair.alice.socket = pair.bob.socket = 'down';
  await pair.advance(26_000);
  expect(pair.lines()).toEqual(['lost', 'lost']);
  for (const { connections } of [pair.alice, pair.bob]) {
    expect(connections).toHaveLength(1);
    expect(connections[0]?.signalingState).toBe('stable');
  }
  pair.setPath(true);
  pair.alice.comeBack(false);
  pair.bob.comeBack(false);
  await pair.advance(1_000);
  expect([pair.lines(), pair.made()]).toEqual([
    ['good', 'good'],
    [1, 1],
  ]);
});

test('[C10] restarts that are answered and do not help lead to another connection, with the caller’s next number', async () => {
  const pair = createPair();
  pair.start('active');
  await pair.advance(1_000);
  pair.setPath(false);
  await pair.advance(20_000);
  expect(pair.made()).toEqual([1, 1]);
  await pair.advance(2_000);
  expect(pair.made()).toEqual([2, 2]);
  // Late events of the connection that is gone change nothing.
  const lines = pair.lines();
  for (const { connections } of [pair.alice, pair.bob]) {
    expect(connections[0]?.onconnectionstatechange).toBeNull();
    connections[0]?.onnegotiationneeded?.();
  }
  expect(pair.lines()).toEqual(lines);
  pair.setPath(true);
  await pair.advance(1_000);
  expect(pair.lines()).toEqual(['good', 'good']);
});

test.each([
  [200, false],
  [2_000, true],
])(
  '[I7] a welcome finds the line silent for %d ms, though its connection does not say so yet: restarted is %s',
  async (silent, restarted) => {
    const pair = createPair();
    pair.start('active');
    await pair.advance(3_000);
    const [connection] = pair.alice.connections;
    if (!connection) throw new Error('there is no connection');
    const before = connection.currentLocalDescription?.sdp;
    const timestamp = 50_000;
    connection.stats = [
      {
        type: 'inbound-rtp',
        timestamp,
        packetsReceived: 9,
        packetsLost: 0,
        lastPacketReceivedTimestamp: timestamp - silent,
      },
    ];
    pair.alice.socket = 'down';
    pair.alice.comeBack(true);
    await pair.advance(500);
    expect(connection.currentLocalDescription?.sdp !== before).toBe(restarted);
  },
);

test.each([
  ['stands still', true, 0, true, 0],
  ['moves', true, 30, false, 0],
  ['is none, because the camera is off', false, 0, false, 0],
  ['stands still like all else, because the line is dead', true, 0, false, 9_000],
] as const)('[I7] the other’s picture %s', async (_, camera, perSecond, restarted, silent) => {
  const pair = createPair();
  pair.start('active');
  await pair.advance(1_000);
  const status = { microphone: true, camera, screen: false };
  pair.bob.link.hear({ t: 'call.status', seq: 2, call: CALL, from: ALICE, status });
  const [connection] = pair.bob.connections;
  if (!connection) throw new Error('there is no connection');
  const before = connection.currentLocalDescription?.sdp;
  for (let second = 0; second < 10; second++) {
    const timestamp = second * 1_000;
    const received = { packetsReceived: 9 + second, lastPacketReceivedTimestamp: timestamp - silent };
    const decoded = { framesDecoded: 7 + second * perSecond };
    connection.stats = [{ type: 'inbound-rtp', timestamp, ...received, ...decoded }];
    await pair.advance(1_000);
  }
  expect(connection.currentLocalDescription?.sdp !== before).toBe(restarted);
  pair.close();
});

let frames = 0;

/** Two seconds in which so many frames of the other's camera are decoded a second at each, and these see none of them. */
async function decode(
  pair: ReturnType<typeof createPair>,
  perSecond: number,
  askers: readonly ('alice' | 'bob')[] = [],
): Promise<void> {
  for (let tenth = 1; tenth <= 20; tenth++) {
    frames += perSecond / 10;
    for (const { connections } of [pair.alice, pair.bob])
      for (const connection of connections)
        connection.stats = [
          { type: 'inbound-rtp', mid: '1', framesDecoded: Math.floor(frames) },
          { type: 'inbound-rtp', mid: '2', framesDecoded: 10 * frames },
        ];
    if (tenth % 10 === 5) for (const asker of askers) pair[asker].link.renewPicture();
    await pair.advance(100);
  }
}

test.each([['alice'], ['bob'], ['alice', 'bob']] as const)(
  '[C10] a picture that is decoded and not shown is given another connection by %s %s, whose restarts work, too',
  async (...askers) => {
    const pair = createPair();
    pair.start('active');
    await pair.advance(1_000);
    await decode(pair, 5);
    await decode(pair, 5, askers);
    expect(pair.lines()).toEqual(['good', 'good']);
    const latest = [pair.alice, pair.bob].map(({ connections }) => connections.at(-1));
    expect(latest.map((one) => one?.connectionState)).toEqual(['connected', 'connected']);
    const closed = [pair.alice, pair.bob].map(({ connections }) => connections.slice(0, -1));
    expect(closed.every((some) => some.length > 0)).toBe(true);
    expect(closed.flat().every((one) => one.onconnectionstatechange === null)).toBe(true);
    // Both have it as the newest, so that a line which is lost is mended on it.
    pair.setPath(false);
    await pair.advance(7_000);
    pair.setPath(true);
    await pair.advance(6_000);
    expect(pair.lines()).toEqual(['good', 'good']);
    expect([pair.alice, pair.bob].map(({ connections }) => connections.at(-1))).toEqual(latest);
    expect(pair.close()).toBe(0);
  },
);

test('[C10] [I7] a picture of which nothing more is decoded, as on a line that is cut, is given no other connection', async () => {
  const pair = createPair();
  pair.start('active');
  await pair.advance(1_000);
  await decode(pair, 15);
  await decode(pair, 0, ['bob']);
  expect(pair.made()).toEqual([1, 1]);
  pair.close();
});

test('[I12] a link that is closed leaves no timer', async () => {
  const pair = createPair();
  pair.start('active');
  await pair.advance(1_000);
  pair.setPath(false);
  await pair.advance(9_000);
  expect(pair.close()).toBe(0);
});

type Trouble = {
  does: 'die' | 'drop' | 'resume' | 'renew' | 'cut' | 'mend';
  who: 'alice' | 'bob';
  ms: number;
};
const trouble: fc.Arbitrary<Trouble> = fc.record({
  does: fc.constantFrom('die', 'drop', 'resume', 'renew', 'cut', 'mend'),
  who: fc.constantFrom('alice', 'bob'),
  ms: fc.integer({ min: 0, max: 70 }).map((n) => n * 100),
});

test('[I14] whatever gets lost and however offers cross: once the lines are well again, the media’s is too', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(trouble, { maxLength: 12 }),
      fc.integer({ min: 0, max: 400 }),
      async (troubles, latency) => {
        const pair = createPair({ latency });
        pair.start('active');
        for (const { does, who, ms } of troubles) {
          const side = pair[who];
          if (does === 'die' && side.socket === 'up') side.socket = 'dead';
          if (does === 'drop') side.socket = 'down';
          if (does === 'resume') side.comeBack(true);
          if (does === 'renew') side.comeBack(false);
          if (does === 'cut' || does === 'mend') pair.setPath(does === 'mend');
          await pair.advance(ms);
        }
        pair.setPath(true);
        for (const side of [pair.alice, pair.bob]) side.comeBack(false);
        await pair.advance(12_000);
        expect(pair.lines()).toEqual(['good', 'good']);
        expect(pair.close()).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});

describe('[C18] the relay', () => {
  const relay = (name: string): RelayServer[] => [
    { urls: ['turn:relay.example'], username: name, credential: 'c' },
  ];
  const usedBy = (side: { connections: FakeConnection[] }): unknown =>
    side.connections.at(-1)?.configuration.iceServers?.[0]?.username;

  test('no connection is made before its servers are known, and at once when they are', async () => {
    const pair = createPair();
    for (const side of [pair.alice, pair.bob]) side.servers = undefined;
    pair.start('active');
    await pair.advance(3_000);
    expect(pair.made()).toEqual([0, 0]);
    for (const [index, side] of [pair.bob, pair.alice].entries()) {
      side.servers = relay(`name${index}`);
      side.link.reach();
    }
    await pair.advance(500);
    expect(pair.lines()).toEqual(['good', 'good']);
    expect(pair.made()).toEqual([1, 1]);
    expect([usedBy(pair.alice), usedBy(pair.bob)]).toEqual(['name1', 'name0']);
    pair.close();
  });

  test('an offer that comes before them waits for them', async () => {
    const pair = createPair();
    pair.bob.servers = undefined;
    pair.start('active');
    await pair.advance(1_000);
    expect(pair.made()).toEqual([1, 0]);
    pair.bob.servers = relay('late');
    pair.bob.link.reach();
    await pair.advance(500);
    expect(pair.lines()).toEqual(['good', 'good']);
    expect(usedBy(pair.bob)).toBe('late');
    pair.close();
  });

  test('renewed ones are for the connection that stands, and it goes on', async () => {
    const pair = createPair();
    pair.alice.servers = relay('old');
    pair.start('active');
    await pair.advance(500);
    pair.alice.servers = relay('new');
    pair.alice.link.reach();
    await pair.advance(500);
    expect(usedBy(pair.alice)).toBe('new');
    expect(pair.lines()).toEqual(['good', 'good']);
    expect(pair.made()).toEqual([1, 1]);
    pair.close();
  });

  test('who wants nothing else has a connection that looks for nothing else, from the change on', async () => {
    const pair = createPair();
    pair.start('active');
    await pair.advance(500);
    const policy = (): unknown => pair.alice.connections.at(-1)?.configuration.iceTransportPolicy;
    expect(policy()).toBe('all');
    pair.alice.link.prefer({ ...DEFAULT_PREFERENCES, relayOnly: true });
    expect(policy()).toBe('relay');
    await pair.advance(500);
    expect(pair.lines()).toEqual(['good', 'good']);
    pair.close();
  });
});
