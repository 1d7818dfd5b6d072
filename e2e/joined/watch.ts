// Watches a history and says what must never happen (QUALITY.md I1–I6, I10–I12), in words.
import { TIMES, type CallId, type ServerMessage, type TextId, type UserId } from '@parley/protocol';
import type { Call } from '../../packages/client/src/api/calls.ts';
import type { Text } from '../../packages/client/src/api/chat.ts';
import type { Page } from './page.ts';
import type { World } from './world.ts';

/** What a history was about: a simulation in which nothing happens proves nothing. */
export interface Tally {
  texts: number;
  delivered: number;
  failed: number;
  /** Custom messages that were delivered, and queries that were answered. */
  notes: number;
  answered: number;
  calls: number;
  talked: number;
  resumed: number;
  /** Sessions that could not be resumed. */
  anew: number;
  boots: number;
  displaced: number;
}

/** Ms after which a page that nothing disturbs is to know the truth (I4: 2 s, and the way of a message). */
const SETTLED = 3_000;
/** Ms within which everybody else knows that somebody has gone without a word (I4: 25 s). */
const MISSED = 26_000;
/** Ms after which the server may have given up a text that its sender then sends again, as a new one (T4: 28 s). */
const GIVEN_UP = 25_000;
/** Ms within which a text is delivered or failed in its sender's eyes (I1: 30 s, and the way of a message). */
const TOLD = 33_000;
/** Ms for which a ring may last: 45 s (I11), and the 28 s for which a server that is away is waited for. */
const RING = 76_000;
/** Ms after which a call with somebody who is gone is over (I8: 30 s, and a look a second). */
const LOST = 31_500;

interface Watched {
  readonly page: Page;
  disturbedAt: number;
  /** Its line, where that was broken: until it has another one it knows nothing, whatever it believes. */
  broken: unknown;
  connectedAt: number | undefined;
  overAt: number | undefined;
  upgradesWhenOver: number;
  readonly added: Set<TextId>;
  /** Calls that it has rung for or been in, by session and call. */
  readonly known: Set<string>;
  /** Calls that this person ended, and when. */
  readonly endedHere: Map<CallId, number>;
  readonly placed: Map<string, number>;
  /** When the server took a text that came over the wire, by session and id. */
  readonly relayed: Map<string, number>;
  readonly failedIds: Set<TextId>;
  wireRead: number;
  seq: number;
  session: string;
  knowsPeople: boolean;
}

export type Watch = ReturnType<typeof createWatch>;

export function createWatch(world: World) {
  const { clock } = world;
  const watched: Watched[] = [];
  const violations: string[] = [];
  const shownTo = new Map<UserId, Set<TextId>>();
  /** Conditions that may hold for a while, and since when they do. */
  const held = new Map<string, number>();
  const talked = new Set<CallId>();
  const tally: Tally = {
    texts: 0,
    delivered: 0,
    failed: 0,
    notes: 0,
    answered: 0,
    calls: 0,
    talked: 0,
    resumed: 0,
    anew: 0,
    boots: 0,
    displaced: 0,
  };
  const start = clock.now();

  function violation(rule: string, words: string): void {
    violations.push(`[${rule}] at ${((clock.now() - start) / 1_000).toFixed(1)} s: ${words}`);
  }

  function must(rule: string, holds: boolean, words: () => string): void {
    if (!holds) violation(rule, words());
  }

  /** A violation once `isBad` has held for `ms`. */
  function within(ms: number, key: string, isBad: boolean, say: () => void): void {
    if (!isBad) return void held.delete(key);
    const since = held.get(key) ?? clock.now();
    held.set(key, since);
    if (clock.now() - since < ms) return;
    held.set(key, Infinity);
    if (since !== Infinity) say();
  }

  /** For how long nothing has disturbed this page, its line or the server, in ms. */
  function calm({ page, disturbedAt, broken, connectedAt }: Watched): number {
    const isWell = page.pulse === 'awake' && page.reachable && world.isUp && world.lag === 0;
    if (!isWell || connectedAt === undefined || page.socket === broken) return -1;
    return clock.now() - Math.max(disturbedAt, connectedAt);
  }

  /** The account's page that is in use: of several that are not over, the one with a session. */
  function inUse(user: UserId): Watched | undefined {
    const pages = watched.filter((one) => one.page.user === user && one.overAt === undefined);
    const awake = pages.filter(({ page }) => page.pulse === 'awake');
    return awake.findLast(({ connectedAt }) => connectedAt !== undefined) ?? awake.at(-1);
  }

  function attach(page: Page): void {
    const one: Watched = {
      page,
      disturbedAt: clock.now(),
      connectedAt: undefined,
      broken: undefined,
      overAt: undefined,
      upgradesWhenOver: 0,
      added: new Set(),
      known: new Set(),
      endedHere: new Map(),
      placed: new Map(),
      relayed: new Map(),
      failedIds: new Set(),
      wireRead: 0,
      seq: 0,
      session: '',
      knowsPeople: false,
    };
    watched.push(one);
    const shown = shownTo.get(page.user) ?? new Set<TextId>();
    shownTo.set(page.user, shown);
    page.connection.on('changed', (state) => {
      one.connectedAt = state.name === 'connected' ? clock.now() : undefined;
      if (state.name !== 'closed') return;
      if (state.code === 'displaced') tally.displaced += 1;
      one.overAt = clock.now();
      one.upgradesWhenOver = page.upgrades;
    });
    page.chat.on('added', (text) => {
      must('I1', !one.added.has(text.id), () => `${page.user} is shown ${text.text} twice`);
      one.added.add(text.id);
      if (text.from === page.user) tally.texts += 1;
      else shown.add(text.id);
    });
    page.calls.on('started', (call) => {
      if (call.direction === 'outgoing') tally.calls += 1;
      if (call.direction === 'outgoing') return;
      readWire(one);
      const key = `${one.session} ${call.id}`;
      must('I11', !one.known.has(key), () => `a call rings again at ${page.user}'s`);
      one.known.add(key);
    });
    page.calls.on('ended', ({ id, state }) => {
      if (state.name === 'ended' && state.by === page.user) one.endedHere.set(id, clock.now());
    });
    page.calls.on('changed', (call) => {
      one.known.add(`${one.session} ${call.id}`);
      if (call.state.name !== 'active' || talked.has(call.id)) return;
      talked.add(call.id);
      tally.talked += 1;
    });
  }

  /** Something has happened to a page, or to the server and so to all pages. */
  function disturb(page: Page | undefined, breaks: 'line' | 'nothing'): void {
    for (const one of watched) {
      if (page && one.page !== page) continue;
      one.disturbedAt = clock.now();
      if (breaks === 'line') one.broken = one.page.socket;
    }
  }

  /** Once a second. */
  function look(): void {
    for (const user of shownTo.keys()) awayFor(user);
    for (const one of watched) {
      readWire(one);
      if (one.page.pulse !== 'gone') lookAt(one);
    }
    const { sessions, users } = world.realtime.counts();
    must('I5', !world.isUp || sessions === users, () => `${users} accounts have ${sessions} sessions`);
  }

  function lookAt(one: Watched): void {
    const { page } = one;
    if (one.overAt !== undefined)
      must('I6', page.upgrades === one.upgradesWhenOver, () => `${page.user} came back by itself`);
    if (page.pulse !== 'awake') return;
    const call = page.calls.current;
    must('I9', call !== undefined || page.media.open.size === 0, () => `${page.user}'s devices are on`);
    if (calm(one) >= SETTLED) lookAtPeople(one);
    lookAtTexts(one);
    lookAtCall(one, call);
  }

  function lookAtPeople(one: Watched): void {
    const { page } = one;
    for (const user of shownTo.keys()) {
      const other = inUse(user);
      if (!other || user === page.user) continue;
      const isOnline = page.presence.online.has(user);
      if (!isOnline && calm(other) >= SETTLED) violation('I4', `${page.user} misses ${user}, who is there`);
      if (isOnline && awayFor(user) >= MISSED)
        violation('I4', `${page.user} still sees ${user}, who is gone`);
    }
  }

  /** For how long none of the account's pages could be heard by the server, in ms. */
  function awayFor(user: UserId): number {
    const pages = watched.filter(({ page }) => page.user === user);
    // The browser of a page that is frozen still answers the server's pings.
    const isHeard = pages.some(
      ({ page, overAt }) => page.pulse !== 'gone' && page.reachable && overAt === undefined,
    );
    const key = `${user} is away`;
    if (isHeard) held.delete(key);
    else if (!held.has(key)) held.set(key, clock.now());
    return clock.now() - (held.get(key) ?? Infinity);
  }

  function lookAtTexts(one: Watched): void {
    const { page } = one;
    const isCalm = calm(one) >= TOLD;
    if (!isCalm) return;
    for (const user of shownTo.keys()) {
      for (const text of page.chat.conversation(user)) {
        if (text.from !== page.user || !isOpen(text)) continue;
        const key = `${page.user} does not know of ${text.id}`;
        within(TOLD, key, true, () =>
          violation('I1', `${page.user} is not told what became of ${text.text}`),
        );
      }
    }
  }

  function lookAtCall(one: Watched, call: Call | undefined): void {
    const { page } = one;
    if (!call) return;
    const key = `${page.user} ${watched.indexOf(one)} ${call.id}`;
    const waits = call.state.name === 'dialling' || call.state.name === 'ringing';
    // Woken up a moment ago it may still have to learn.
    const isAware = clock.now() - one.disturbedAt > SETTLED;
    within(RING, `${key} rings`, isAware && waits, () =>
      violation('I11', `${page.user}'s call still rings after ${RING} ms`),
    );
    const inIt = watched.find(
      ({ page: { user, pulse, calls } }) =>
        user === call.with && pulse === 'awake' && calls.current?.id === call.id,
    );
    const isReached = inIt?.page.reachable === true && page.reachable;
    // A new server waits for those who are missing from its start on. What connects may have been accepted when nobody
    // was there any more.
    const isOld = call.state.name === 'active' && clock.now() - world.bootedAt > LOST;
    const bound = isOld ? LOST : 2 * LOST;
    within(bound, `${key} alone`, isAware && !isReached && !waits, () =>
      violation('I12', `${page.user} is in a call with nobody`),
    );
    const other = inUse(call.with);
    const isThere = inIt !== undefined && inIt === other;
    const bothCalm = other !== undefined && Math.min(calm(one), calm(other)) >= SETTLED;
    // Who has ended it tells the next server, too, for as long as anybody waits. Who never heard of it, or was told of
    // its end by a server that died, has nothing to say.
    const tells = clock.now() - (other?.endedHere.get(call.id) ?? -Infinity) < TIMES.callLost;
    within(tells ? SETTLED : LOST, `${key} apart`, bothCalm && !isThere, () => {
      const elsewhere = other?.page.calls.current;
      const rule = call.state.name === 'ringing' ? 'I11' : elsewhere?.with === page.user ? 'I10' : 'I12';
      violation(
        rule,
        `${page.user}'s call is ${call.state.name}, ${call.with} is in ${elsewhere?.id ?? 'none'}`,
      );
    });
  }

  function readWire(one: Watched): void {
    const { wire } = one.page;
    for (; one.wireRead < wire.length; one.wireRead += 1) {
      const message = wire[one.wireRead];
      if (message) readMessage(one, message);
    }
  }

  function readMessage(one: Watched, message: ServerMessage): void {
    const { user } = one.page;
    if ('seq' in message) {
      must('I3', message.seq === one.seq + 1, () => `${user} got number ${message.seq} after ${one.seq}`);
      one.seq = message.seq;
    }
    switch (message.t) {
      case 'session.welcome':
        must(
          'I3',
          !message.recovered || message.session === one.session,
          () => `${user} resumed another session`,
        );
        tally[message.recovered ? 'resumed' : 'anew'] += 1;
        one.session = message.session;
        one.knowsPeople = false;
        if (!message.recovered) one.seq = 0;
        return;
      case 'presence.snapshot':
        one.knowsPeople = true;
        return;
      case 'presence.update':
        must('I3', one.knowsPeople, () => `${user} got news of people without a snapshot`);
        return;
      case 'chat.message': {
        const key = `${one.session} ${message.id}`;
        const before = one.relayed.get(key) ?? -Infinity;
        // Taken once, or given up and taken anew: by when the server took it, for it may be heard much later.
        must('I2', message.at - before >= GIVEN_UP, () => `${user} is sent ${message.text} twice`);
        one.relayed.set(key, message.at);
        return;
      }
      case 'chat.failed':
        one.failedIds.add(message.id);
        return;
      case 'chat.accepted': {
        const key = `${one.session} ${message.id}`;
        const before = one.placed.get(key) ?? message.place;
        const isSame = before === message.place || one.failedIds.has(message.id);
        must('I2', isSame, () => `${user}'s ${message.id} is at ${before} and at ${message.place}`);
        one.placed.set(key, message.place);
        return;
      }
      default:
    }
  }

  /** Everything has been well for longer than anything takes. Answers the pages that are in use. */
  function judgeAgreement(): readonly Page[] {
    const people = [...shownTo.keys()].flatMap((user) => inUse(user)?.page ?? []);
    for (const { page, overAt } of watched) {
      const isOver = page.pulse === 'gone' || overAt !== undefined;
      must('I5', isOver || people.includes(page), () => `${page.user} has two pages that are not over`);
    }
    for (const page of people) {
      must('I12', page.connection.state.name === 'connected', () => `${page.user} is not connected`);
      const call = page.calls.current;
      if (!call) continue;
      const other = people.find(({ user }) => user === call.with)?.calls.current;
      must('I12', other?.id === call.id && call.state.name === 'active', () => {
        return `${page.user}'s call is ${call.state.name}, ${call.with} is in ${other?.id ?? 'none'}`;
      });
    }
    const live = people.filter((page) => page.calls.current).length;
    const { calls } = world.realtime.counts();
    must('I12', calls === live / 2, () => `${live} people are in ${calls} calls`);
    for (const page of people) for (const other of people) if (page !== other) judgeTexts(page, other);
    return people;
  }

  function judgeTexts(page: Page, other: Page): void {
    const own = page.chat.conversation(other.user);
    const theirs = other.chat.conversation(page.user);
    for (const text of own) {
      if (text.from !== page.user) continue;
      must('I1', !isOpen(text), () => `${text.text} of ${page.user} is ${text.state.name} for ever`);
      tally[text.state.name === 'failed' ? 'failed' : 'delivered'] += 1;
      const wasShown = shownTo.get(other.user)?.has(text.id) === true;
      must('I1', text.state.name !== 'delivered' || wasShown, () => `${text.text} is lost`);
    }
    // Where one side was told that it failed, the other may have it all the same (T4).
    const certain = (texts: readonly Text[], of: readonly Text[]): TextId[] => {
      const known = new Set(of.filter(({ state }) => state.name !== 'failed').map(({ id }) => id));
      return texts.filter(({ id, state }) => known.has(id) && state.name !== 'failed').map(({ id }) => id);
    };
    const [mine, others] = [certain(own, theirs), certain(theirs, own)];
    must('I1', mine.join() === others.join(), () => {
      const words = (ids: TextId[]): string =>
        ids.map((id) => own.find((text) => text.id === id)?.text ?? id).join(', ');
      return `${page.user} reads ${words(mine)}, ${other.user} reads ${words(others)}`;
    });
  }

  function judgeCallsOver(people: readonly Page[]): void {
    for (const page of people) {
      must('I12', page.calls.current === undefined, () => `${page.user}'s call does not end`);
      must('I9', page.media.open.size === 0, () => `${page.user}'s devices are on`);
    }
    must('I12', world.realtime.counts().calls === 0, () => 'a call is left on the server');
    tally.boots += world.boots;
  }

  function judgeNothingLeft(): void {
    const counts = JSON.stringify(world.realtime.counts());
    must('I12', /^[^1-9]*$/.test(counts), () => `left over: ${counts}`);
    must('I12', clock.pending === 0, () => `${clock.pending} timers are left`);
  }

  return { violations, tally, must, attach, disturb, look, judgeAgreement, judgeCallsOver, judgeNothingLeft };
}

/** Whether its sender does not know yet what became of it. */
function isOpen({ state }: Text): boolean {
  return state.name === 'sending' || state.name === 'sent';
}
