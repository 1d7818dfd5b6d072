// Tells people who have no page open of calls and texts: which of their browsers, in which order, and what is said of it.
import { createHash } from 'node:crypto';
import type { CallId, CallMedia, UserId } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import { createWindowedCount } from '../limits/windowed-count.ts';
import type { Log } from '../log.ts';
import type { CallNotices, NoticeOutcome } from '../realtime-api.ts';
import type { KnownPush, Store } from '../store/store.ts';
import type { PushAnswer, PushMessage, PushSender } from './push-sender.ts';

/** What a service worker is told (apps/web/src/service-worker/payload.ts reads it). No text is ever in it. */
export type PushPayload =
  | { t: 'ring'; call: CallId; from: UserId; to: UserId; media: CallMedia; at: number }
  | { t: 'settled'; call: CallId; from: UserId; media: CallMedia; outcome: NoticeOutcome; at: number }
  | { t: 'text'; from: UserId; at: number }
  | { t: 'test' };

export interface Push extends CallNotices {
  /** What browsers subscribe with: a P-256 point in base64url (W3C Push API §7, `applicationServerKey`). */
  readonly publicKey: string;
  /** Tells somebody that a text waits for them, not what it says. Once in half a minute for each sender. */
  text(user: UserId, from: UserId): void;
  /** To this sign-in's browser alone. */
  test(user: UserId, signIn: string): Promise<PushAnswer | { name: 'unknown' }>;
  close(): void;
}

export interface PushOptions {
  publicKey: string;
  sender: PushSender;
  store: Pick<Store, 'pushesOf' | 'forgetPush'>;
  clock: Clock;
  log: Log;
}

/** In seconds: a ring is over by then (protocol C3), news may wait for a device that is off. */
const RING_TTL = 45;
const NEWS_TTL = 24 * 60 * 60;
/** Of an account's browsers, those that were added last. */
const BROWSERS = 10;
const TEXT_MS = 30_000;
/** Services whose trouble has been told. Addresses come from browsers, so it does not grow without end. */
const HOSTS_TOLD = 100;

export function createPush(options: PushOptions): Push {
  const { publicKey, sender, store, clock, log } = options;
  const texts = createWindowedCount<string>({ clock, limit: 1, ms: TEXT_MS });
  const troubled = new Set<string>();

  const browsersOf = (user: UserId): KnownPush[] => store.pushesOf(user, clock.now()).slice(0, BROWSERS);

  const noteTrouble = (host: string, why: string): void => {
    if (troubled.has(host) || troubled.size >= HOSTS_TOLD) return;
    troubled.add(host);
    log.warn({ host, why }, 'a push service takes no notifications: calls to closed pages there do not ring');
  };

  const sendTo = async (browser: KnownPush, message: PushMessage): Promise<PushAnswer> => {
    const answer = await sender.send(browser, message);
    const { host } = new URL(browser.endpoint);
    if (answer.name === 'gone') store.forgetPush(browser.endpoint);
    if (answer.name === 'failed') noteTrouble(host, answer.why);
    else troubled.delete(host);
    return answer;
  };

  /** True as soon as one is taken; false where none is. */
  const sendAll = (browsers: readonly KnownPush[], message: PushMessage): Promise<boolean> =>
    Promise.any(
      browsers.map(async (browser) => {
        if ((await sendTo(browser, message)).name !== 'taken') throw new Error('not taken');
      }),
    ).then(
      () => true,
      () => false,
    );

  return {
    publicKey,
    reaches: (user) => browsersOf(user).length > 0,
    ring: ({ call, from, to, media }) =>
      sendAll(browsersOf(to), {
        ...messageOf({ t: 'ring', call, from, to, media, at: clock.now() }, call),
        ttl: RING_TTL,
        urgency: 'high',
      }),
    settle({ call, from, to, media, outcome, aware }) {
      const others = browsersOf(to).filter(({ signIn }) => !aware.has(signIn));
      const message = messageOf({ t: 'settled', call, from, media, outcome, at: clock.now() }, call);
      void sendAll(others, { ...message, urgency: 'high' });
    },
    text(user, from) {
      if (!texts.take(`${user}\n${from}`)) return;
      void sendAll(browsersOf(user), messageOf({ t: 'text', from, at: clock.now() }, `text ${from}`));
    },
    async test(user, signIn) {
      const browser = store.pushesOf(user, clock.now()).find((one) => one.signIn === signIn);
      return browser ? sendTo(browser, messageOf({ t: 'test' }, 'test')) : { name: 'unknown' };
    },
    close() {
      texts.close();
      sender.close();
    },
  };
}

/** `topic`: what a later message about the same has, too. */
function messageOf(payload: PushPayload, topic: string): PushMessage {
  const hashed = createHash('sha256').update(topic).digest('base64url').slice(0, 32);
  return { payload: JSON.stringify(payload), ttl: NEWS_TTL, urgency: 'normal', topic: hashed };
}
