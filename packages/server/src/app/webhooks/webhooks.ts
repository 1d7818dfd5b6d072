// Tells a program elsewhere, by HTTP, what happens here: signed, in order, again until it has it (protocol A6, A7).
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import {
  deliveriesDueAt,
  isFull,
  NO_DELIVERIES,
  stepDeliveries,
  type Answer,
  type DeliveryEffect,
  type DeliveryEvent,
  type Event,
} from './deliveries.ts';
import { retryAfterOf } from './retry-after.ts';
import { signedHeaders } from './signature.ts';
import { isOfKind, type WebhookEvent } from './webhook-events.ts';

/** The receiver has to answer within that. */
const ANSWER_MS = 10_000;

export interface WebhookTarget {
  readonly url: string;
  readonly key: Buffer;
  /** Of which kinds of events it is to be told. */
  readonly kinds: readonly string[];
}

export interface WebhooksOptions extends WebhookTarget {
  clock: Clock;
  log: Log;
  fetch: typeof globalThis.fetch;
  /** Names an event. */
  mintId: () => string;
  /** From 0 to 1. */
  chance: () => number;
}

export interface News {
  readonly type: WebhookEvent;
  /** What it is about: news about the same arrives in order. */
  readonly about: string;
  /** Ms since the Unix epoch. */
  readonly at: number;
  /** A JSON value. */
  readonly data: object;
}

export interface Webhooks {
  wants(type: WebhookEvent): boolean;
  /** Whether there is room for an event of so many bytes without another one going. */
  hasRoomFor(bytes: number): boolean;
  tell(news: News): void;
  /** Sends nothing more. What has not arrived is lost, and counted in the log. */
  close(): void;
}

export function createWebhooks(options: WebhooksOptions): Webhooks {
  const { url, kinds, clock, log, mintId, chance } = options;
  let state = NO_DELIVERIES;
  let alarm = (): void => {};
  let health: 'well' | 'failing' | 'gone' = 'well';
  let lost = 0;
  const closing = new AbortController();

  function apply(event: DeliveryEvent): void {
    const [next, effects] = stepDeliveries(state, event);
    state = next;
    for (const effect of effects) perform(effect);
    alarm();
    const dueAt = deliveriesDueAt(state);
    if (dueAt === Infinity) return;
    alarm = clock.after(Math.max(0, dueAt - clock.now()), () => apply({ name: 'time', now: clock.now() }));
  }

  function perform(effect: DeliveryEffect): void {
    if (effect.do === 'send') return void send(effect.event);
    lost += 1;
    if (lost === 1) log.warn({ why: effect.why }, 'an event for the webhook is lost');
  }

  async function send(event: Event): Promise<void> {
    const answer = await post(options, event, closing.signal);
    if (closing.signal.aborted || health === 'gone') return;
    if (answer.name === 'gone') return giveUp();
    judge(answer);
    apply({ name: 'answered', id: event.id, answer, chance: chance(), now: clock.now() });
  }

  function judge(answer: Answer & { why?: string }): void {
    if (answer.name === 'refused' && health === 'well') {
      log.warn({ host: new URL(url).host, why: answer.why }, 'the webhook does not take events; they wait');
      health = 'failing';
    }
    if (answer.name === 'taken' && health === 'failing') {
      log.info({ lost }, 'the webhook takes events again');
      health = 'well';
      lost = 0;
    }
  }

  /** As the specification asks for: 410 is for good. */
  function giveUp(): void {
    log.error(
      { host: new URL(url).host },
      'the webhook says that it is gone: no event is sent until the next start',
    );
    health = 'gone';
    state = NO_DELIVERIES;
    alarm();
  }

  return {
    wants: (type) => isOfKind(type, kinds) && health !== 'gone',
    hasRoomFor: (bytes) => !isFull(state, bytes),
    tell({ type, about, at, data }) {
      if (!isOfKind(type, kinds) || health === 'gone' || closing.signal.aborted) return;
      const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data });
      apply({ name: 'happened', event: { id: mintId(), key: about, body }, now: clock.now() });
    },
    close() {
      if (closing.signal.aborted) return;
      closing.abort();
      alarm();
      const left = lost + state.list.length;
      if (left > 0) log.warn({ lost: left }, 'the server stops with events that the webhook has not taken');
      state = NO_DELIVERIES;
    },
  };
}

type Sent = (Answer & { readonly why?: string }) | { readonly name: 'gone' };

/** One try. Follows no redirect, and reads nothing of what is answered but the status. */
async function post(
  { url, key, clock, fetch }: WebhooksOptions,
  { id, body }: Event,
  closing: AbortSignal,
): Promise<Sent> {
  const timeout = new AbortController();
  const cancel = clock.after(ANSWER_MS, () => timeout.abort());
  try {
    const timestamp = Math.floor(clock.now() / 1_000);
    const headers = { 'content-type': 'application/json', 'user-agent': 'Parley' };
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body,
      headers: { ...headers, ...signedHeaders(key, { id, timestamp, body }) },
      signal: AbortSignal.any([timeout.signal, closing]),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { name: 'taken' };
    if (status === 410) return { name: 'gone' };
    const retryAfter = retryAfterOf(response.headers.get('retry-after'), clock.now());
    return { name: 'refused', retryAfter, why: `status ${status}` };
  } catch (cause) {
    const why = timeout.signal.aborted ? 'no answer' : codeOf(cause);
    return { name: 'refused', retryAfter: 0, why };
  } finally {
    cancel();
  }
}

/** `ECONNREFUSED` and the like: never the message, which may name the address with what is secret in it. */
function codeOf(cause: unknown): string {
  const reason: unknown = cause instanceof Error && cause.cause ? cause.cause : cause;
  if (typeof reason === 'object' && reason !== null && 'code' in reason) return String(reason.code);
  return reason instanceof Error ? reason.name : 'unknown';
}
