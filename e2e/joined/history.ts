// A history: what three people, their networks, their browsers and the server do, all of it drawn from one number.
import type { Page } from './page.ts';
import { createPrograms, type Programs } from './programs.ts';
import { createWatch, type Tally, type Watch } from './watch.ts';
import { createWorld, type World } from './world.ts';
import { seeded } from '../seeded.ts';

const NAMES = ['alice', 'bob', 'carol'] as const;

/** Groups of acts. A history leaves some out, so that each fault is also met without the others (swarm testing). */
const ACTS = {
  chat: ['text', 'text', 'texts', 'retry'],
  program: ['note', 'notes', 'ask', 'ask', 'asks'],
  call: ['call', 'call', 'answer', 'answer', 'answer', 'decline', 'hang-up'],
  operator: ['connect', 'connect', 'end-call'],
  break: ['cut', 'snap', 'vanish'],
  'half-open': ['deafen-client', 'deafen-server'],
  slow: ['stall', 'read', 'lag', 'no-lag'],
  away: ['away', 'away-silently', 'back', 'wake'],
  sleep: ['freeze', 'thaw'],
  pages: ['crash-page', 'lose-page', 'leave', 'open', 'open'],
  displace: ['sign-in-again'],
  server: ['crash-server', 'lose-server', 'stop-server', 'start-server', 'start-server', 'start-server'],
} as const;

type Group = keyof typeof ACTS;
export type Act = (typeof ACTS)[Group][number];

export interface Step {
  readonly act: Act;
  /** Indices of people. */
  readonly who: number;
  readonly to: number;
  /** Ms before the next step. */
  readonly pause: number;
}

export interface Outcome {
  readonly violations: readonly string[];
  readonly tally: Tally;
}

export function planHistory(seed: number): Step[] {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const groups = (Object.keys(ACTS) as Group[]).filter(
    (group) => group === 'chat' || group === 'program' || group === 'call' || random() < 0.4,
  );
  const pauses = pick([
    [50, 300, 2_000],
    [300, 3_000, 9_000],
    [2_000, 8_000, 30_000],
  ]);
  return Array.from({ length: 4 + Math.floor(random() * 30) }, () => {
    // People do more than networks: half of the steps are theirs.
    const group = random() < 0.5 ? pick(['chat', 'program', 'call', 'call'] as const) : pick(groups);
    return {
      act: pick<Act>(ACTS[group]),
      who: Math.floor(random() * NAMES.length),
      to: Math.floor(random() * NAMES.length),
      pause: Math.floor(random() * pick(pauses)),
    };
  });
}

/** Steps as a person reads and keeps them: `alice call bob, 2000 ms; bob answer alice, 30 ms`. */
export function formatSteps(steps: readonly Step[]): string {
  return steps
    .map(({ act, who, to, pause }) => `${NAMES[who] ?? who} ${act} ${NAMES[to] ?? to}, ${pause} ms`)
    .join('; ');
}

/** Throws where it is not of that form. */
export function parseSteps(text: string): Step[] {
  const known = new Set<string>(Object.values(ACTS).flat());
  return text.split(';').map((line) => {
    const match = /^(\w+) ([\w-]+) (\w+), (\d+) ms$/.exec(line.trim());
    const [, who = '', act = '', to = '', pause = ''] = match ?? [];
    const [at, towards] = [who, to].map((name) => NAMES.findIndex((known) => known === name));
    if (!known.has(act) || at === undefined || towards === undefined || at < 0 || towards < 0)
      throw new Error(`this is no step of a history: ${line}`);
    return { act: act as Act, who: at, to: towards, pause: Number(pause) };
  });
}

/** Plays it to the end, when everything is well again and everybody has gone. */
export async function playHistory(
  seed: number,
  steps: readonly Step[] = planHistory(seed),
): Promise<Outcome> {
  const world = createWorld({ seed, latency: 60 });
  const watch = createWatch(world);
  const programs = createPrograms(watch.must, watch.tally);
  const people = NAMES.map((name) => world.join(name));
  const attach = (page: Page): void => {
    watch.attach(page);
    programs.attach(page);
  };
  people.forEach(attach);
  const players = createPlayers({ world, people, attach, disturb: watch.disturb, programs });
  const advance = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1_000) {
      await world.advance(Math.min(1_000, left));
      watch.look();
    }
  };
  await advance(500);
  for (const step of steps) {
    players.act(step);
    await advance(step.pause);
  }
  players.makeWell();
  // Longer than any ring, grace or lost line.
  await advance(110_000);
  const inUse = watch.judgeAgreement();
  programs.judge();
  for (const page of inUse) page.calls.current?.hangUp();
  await advance(10_000);
  watch.judgeCallsOver(inUse);
  for (const page of world.pages) page.leave();
  // Longer than anything is remembered.
  await world.advance(320_000);
  watch.judgeNothingLeft();
  return { violations: watch.violations, tally: watch.tally };
}

function createPlayers({
  world,
  people,
  attach,
  disturb,
  programs,
}: {
  world: World;
  people: Page[];
  attach: (page: Page) => void;
  disturb: Watch['disturb'];
  programs: Programs;
}) {
  let count = 0;
  const open = (index: number): void => {
    const page = world.join(NAMES[index] ?? 'nobody');
    people[index] = page;
    attach(page);
  };
  const write = (page: Page, other: Page): void => {
    if (page.pulse === 'awake' && page !== other) page.chat.send(other.user, `text ${(count += 1)}`);
  };
  const tell = (page: Page, other: Page, how: 'send' | 'ask'): void => {
    if (page.pulse === 'awake' && page !== other) programs[how](page, other.user);
  };
  const touch = (page: Page, fault: (page: Page) => void): void => {
    disturb(page, 'nothing');
    fault(page);
  };
  const harm = (page: Page, fault: (page: Page) => void): void => {
    disturb(page, 'line');
    fault(page);
  };
  const toServer = (breaks: 'line' | 'nothing', fault: () => void): void => {
    disturb(undefined, breaks);
    fault();
  };

  /** Whose telephone rings is likelier to be answered than any other. */
  const ringing = (): Page | undefined =>
    people.find(({ pulse, calls }) => pulse === 'awake' && calls.current?.state.name === 'ringing');

  function act({ act: name, who, to }: Step): void {
    const [page, other] = [people[who], people[to]];
    if (!page || !other) return;
    switch (name) {
      case 'text':
        return write(page, other);
      case 'texts':
        for (let n = 0; n < 4; n += 1) write(page, other);
        return;
      case 'note':
      case 'notes':
        for (let n = name === 'note' ? 3 : 0; n < 4; n += 1) tell(page, other, 'send');
        return;
      case 'ask':
      case 'asks':
        for (let n = name === 'ask' ? 3 : 0; n < 4; n += 1) tell(page, other, 'ask');
        return;
      case 'retry':
        return retryFailed(page, other);
      case 'call':
        if (page.pulse === 'awake' && page !== other && !page.calls.current)
          page.calls.invite(other.user, 'video');
        return;
      case 'connect':
        if (world.isUp) world.realtime.startCall({ from: page.user, to: other.user, media: 'video' });
        return;
      case 'end-call':
        for (const { call } of world.isUp ? world.realtime.calls() : []) world.realtime.endCall(call);
        return;
      case 'answer':
        return awake(ringing() ?? page, ({ calls }) => calls.current?.accept('video'));
      case 'decline':
        return awake(ringing() ?? page, ({ calls }) => calls.current?.decline());
      case 'hang-up':
        return awake(page, ({ calls }) => calls.current?.hangUp());
      case 'cut':
        return harm(page, () => page.cut());
      case 'snap':
        return harm(page, () => page.socket?.snap());
      case 'vanish':
        return harm(page, () => page.vanish());
      case 'deafen-client':
        return harm(page, () => page.socket?.deafen('client'));
      case 'deafen-server':
        return harm(page, () => page.socket?.deafen('server'));
      case 'stall':
        return harm(page, () => page.socket?.stall(true));
      case 'read':
        return touch(page, () => page.socket?.stall(false));
      case 'lag':
        return toServer('nothing', () => world.setLag(100 + who * 900));
      case 'no-lag':
        return toServer('nothing', () => world.setLag(0));
      case 'away':
        return harm(page, () => {
          page.setReachable(false);
          page.cut();
        });
      case 'away-silently':
        return harm(page, () => {
          page.setReachable(false, false);
          page.vanish();
        });
      case 'back':
        return touch(page, () => page.setReachable(true));
      case 'wake':
        return page.wake();
      case 'freeze':
        return touch(page, () => page.freeze());
      case 'thaw':
        return touch(page, () => page.thaw());
      case 'crash-page':
        return harm(page, () => page.crash(true));
      case 'lose-page':
        return harm(page, () => page.crash(false));
      case 'leave':
        return awake(page, () => page.leave());
      case 'open':
        if (page.pulse === 'gone') open(who);
        return;
      case 'sign-in-again':
        return open(who);
      case 'crash-server':
        return toServer('line', () => world.crash(true));
      case 'lose-server':
        return toServer('line', () => world.crash(false));
      case 'stop-server':
        return toServer('line', () => world.stop());
      case 'start-server':
        return toServer('nothing', () => world.start());
      default:
        name satisfies never;
    }
  }

  /** Everything works again, and whoever has no page opens one. */
  function makeWell(): void {
    world.setLag(0);
    world.start();
    for (const page of world.pages) {
      page.setReachable(true);
      page.socket?.stall(false);
      page.thaw();
    }
    for (const [index, page] of people.entries()) if (page.pulse === 'gone' || isOver(page)) open(index);
    disturb(undefined, 'nothing');
  }

  return { act, makeWell };
}

function awake(page: Page, fn: (page: Page) => void): void {
  if (page.pulse === 'awake') fn(page);
}

function retryFailed(page: Page, other: Page): void {
  if (page.pulse !== 'awake') return;
  const failed = page.chat.conversation(other.user).find((text) => text.state.name === 'failed');
  if (failed) page.chat.retry(failed.id);
}

function isOver(page: Page): boolean {
  return page.connection.state.name === 'closed';
}
