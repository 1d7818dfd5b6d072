// A crowd of signed-in people in one process: connects them, follows what each knows, and counts presence frames.
import { bareHolder, parleyHolder, type HolderPeer } from '../peers/holder-peer.ts';
import { createKnown, createPresenceReader, type Known } from '../peers/known.ts';
import { deferred, type Deferred } from '../process/deferred.ts';
import type { Held, HoldOptions, Person, PresenceCount } from './operations.ts';

/** Loopback addresses to spread the ephemeral ports over. */
const ADDRESSES = 4;
/** Time-outs are looked after this often: once a second in the SDK too. */
const HEARTBEAT_CHECK_MS = 1000;

interface Member {
  peer: HolderPeer;
  known: Known;
  frames: number;
  /** Frames that led to what the person knows now. */
  inTick: number;
  mostInTick: number;
}

export interface Crowd {
  connect(): Promise<void>;
  /** Signs one more person in; resolves when they are welcome. */
  join(person: Person): Promise<void>;
  /** The one who is there longest leaves. */
  leaveFirst(): void;
  knowing(): Promise<Held>;
  presence(): PresenceCount;
  close(): void;
}

/** The machine's monotonic clock: the same in every process. */
const machineNow = (): number => Number(process.hrtime.bigint()) / 1e6;

export function createCrowd(options: HoldOptions): Crowd {
  const members: Member[] = [];
  const read = createPresenceReader(options.everybody);
  const broken: Deferred<never> = deferred();
  const allKnow = deferred<void>();
  const counted = { frames: 0, bytes: 0, ticks: new Set<number>() };
  let startedAt = 0;
  let connectedAt = 0;
  let complete = 0;
  let knewAt = 0;

  function learn(member: Member, frame: Buffer): void {
    counted.frames++;
    counted.bytes += frame.length;
    member.frames++;
    if (!options.learn) return;
    const before = member.known.size;
    const news = member.known.apply(read(frame));
    member.inTick = news ? 1 : member.inTick + 1;
    member.mostInTick = Math.max(member.mostInTick, member.inTick);
    counted.ticks.add(member.known.size);
    if (before === options.everybody || member.known.size !== options.everybody) return;
    complete++;
    knewAt = machineNow();
    if (complete === options.people.length) allKnow.resolve(undefined);
  }

  async function join(person: Person): Promise<void> {
    const open = options.protocol === 'bare' ? bareHolder : parleyHolder;
    const peer = open({
      port: options.port,
      name: person.name,
      credential: person.credential,
      localAddress: `127.0.0.${options.address + (members.length % ADDRESSES)}`,
      onPresence: (frame) => learn(member, frame),
      onFailure: (why) => broken.reject(new Error(why)),
    });
    const member: Member = {
      peer,
      known: createKnown(options.everybody),
      frames: 0,
      inTick: 0,
      mostInTick: 0,
    };
    members.push(member);
    await Promise.race([peer.ready, broken.promise]);
    connectedAt = machineNow();
  }

  const heartbeats = setInterval(() => {
    const now = performance.now();
    for (const { peer } of members) peer.heartbeat(now);
  }, HEARTBEAT_CHECK_MS);

  return {
    join,
    async connect() {
      startedAt = machineNow();
      const queue = options.people.values();
      const worker = async (): Promise<void> => {
        for (const person of queue) await join(person);
      };
      await Promise.all(Array.from({ length: options.concurrency }, worker));
    },
    leaveFirst: () => members.shift()?.peer.leave(),
    async knowing() {
      await Promise.race([allKnow.promise, broken.promise]);
      return { startedAt, connectedAt, knewAt };
    },
    presence: () => ({
      ...counted,
      mostFrames: members.reduce((most, { frames }) => Math.max(most, frames), 0),
      mostInTick: members.reduce((most, { mostInTick }) => Math.max(most, mostInTick), 0),
    }),
    close() {
      clearInterval(heartbeats);
      for (const { peer } of members.splice(0)) peer.leave();
    },
  };
}
