// What is to be delivered to a webhook, and when: a pure machine. Time and chance come with the events (protocol A7).
import { assertNever } from '@parley/protocol';

export const DELIVERY_LIMITS = {
  /** Events that wait, and bytes of them. Over that the oldest goes. */
  events: 1_000,
  bytes: 16 * 1024 * 1024,
  /** Events on the way at once. Those with the same key go one after the other. */
  atOnce: 4,
  /** How long one is tried. */
  triedMs: 3_600_000,
  /** Before the first retry at most; doubles each time, up to `longestMs`. */
  firstMs: 1_000,
  longestMs: 600_000,
} as const;

export interface Event {
  readonly id: string;
  /** What it is about: events about the same arrive in order. */
  readonly key: string;
  readonly body: string;
}

interface Delivery extends Event {
  readonly since: number;
  /** How often it was sent. */
  readonly tries: number;
  readonly state: { readonly name: 'waiting'; readonly dueAt: number } | { readonly name: 'sending' };
}

/** In the order in which they happened. */
export interface Deliveries {
  readonly list: readonly Delivery[];
  readonly bytes: number;
}

/** `retryAfter`: ms that the receiver asks for. */
export type Answer = { readonly name: 'taken' } | { readonly name: 'refused'; readonly retryAfter: number };

export type DeliveryEvent = { readonly now: number } & (
  | { readonly name: 'happened'; readonly event: Event }
  /** `chance`: from 0 to 1, for the time until the next try. */
  | { readonly name: 'answered'; readonly id: string; readonly answer: Answer; readonly chance: number }
  | { readonly name: 'time' }
);

export type DeliveryEffect =
  | { readonly do: 'send'; readonly event: Event }
  /** It will not be delivered: there was no room, or its time is over. */
  | { readonly do: 'lose'; readonly event: Event; readonly why: 'no-room' | 'too-late' };

type Step = readonly [Deliveries, readonly DeliveryEffect[]];

export const NO_DELIVERIES: Deliveries = { list: [], bytes: 0 };

export function stepDeliveries(state: Deliveries, event: DeliveryEvent): Step {
  switch (event.name) {
    case 'happened':
      return sendDue(add(state, event.event, event.now), event.now);
    case 'answered':
      return sendDue(answered(state, event), event.now);
    case 'time':
      return sendDue([state, []], event.now);
    default:
      return assertNever(event);
  }
}

/** Whether the event would have somebody else's place. */
export function isFull(state: Deliveries, bytes: number): boolean {
  return state.list.length >= DELIVERY_LIMITS.events || state.bytes + bytes > DELIVERY_LIMITS.bytes;
}

/** When there is something to do by itself. Send `time` then. */
export function deliveriesDueAt({ list }: Deliveries): number {
  if (sending(list) >= DELIVERY_LIMITS.atOnce) return Infinity;
  return Math.min(...heads(list).map(({ state }) => (state.name === 'waiting' ? state.dueAt : Infinity)));
}

/** Ms until the next try, after so many (exponential, with full jitter). */
export function retryDelay(tries: number, chance: number): number {
  const { firstMs, longestMs } = DELIVERY_LIMITS;
  return Math.min(longestMs, firstMs * 2 ** (tries - 1)) * chance;
}

function add(state: Deliveries, event: Event, now: number): Step {
  const delivery: Delivery = { ...event, since: now, tries: 0, state: { name: 'waiting', dueAt: now } };
  let next: Deliveries = { list: [...state.list, delivery], bytes: state.bytes + event.body.length };
  const effects: DeliveryEffect[] = [];
  while (next.list.length > DELIVERY_LIMITS.events || next.bytes > DELIVERY_LIMITS.bytes) {
    // What is on the way stays: it may have arrived.
    const oldest = next.list.find((one) => one.state.name === 'waiting');
    if (!oldest) break;
    next = without(next, oldest);
    effects.push({ do: 'lose', event: oldest, why: 'no-room' });
  }
  return [next, effects];
}

function answered(state: Deliveries, event: Extract<DeliveryEvent, { name: 'answered' }>): Step {
  const delivery = state.list.find(({ id }) => id === event.id);
  if (delivery?.state.name !== 'sending') return [state, []];
  const { answer, now, chance } = event;
  switch (answer.name) {
    case 'taken':
      return [without(state, delivery), []];
    case 'refused': {
      const dueAt = now + Math.max(answer.retryAfter, retryDelay(delivery.tries, chance));
      if (dueAt > delivery.since + DELIVERY_LIMITS.triedMs)
        return [without(state, delivery), [{ do: 'lose', event: delivery, why: 'too-late' }]];
      return [changed(state, { ...delivery, state: { name: 'waiting', dueAt } }), []];
    }
    default:
      return assertNever(answer);
  }
}

function sendDue([state, before]: Step, now: number): Step {
  let next = state;
  const effects = [...before];
  let room = DELIVERY_LIMITS.atOnce - sending(state.list);
  for (const delivery of heads(state.list)) {
    if (room <= 0) break;
    if (delivery.state.name !== 'waiting' || delivery.state.dueAt > now) continue;
    next = changed(next, { ...delivery, tries: delivery.tries + 1, state: { name: 'sending' } });
    effects.push({ do: 'send', event: delivery });
    room -= 1;
  }
  return [next, effects];
}

/** The oldest of each key. */
function heads(list: readonly Delivery[]): Delivery[] {
  const keys = new Set<string>();
  return list.filter(({ key }) => !keys.has(key) && keys.add(key));
}

function sending(list: readonly Delivery[]): number {
  return list.filter(({ state }) => state.name === 'sending').length;
}

function without({ list, bytes }: Deliveries, gone: Delivery): Deliveries {
  return { list: list.filter((one) => one.id !== gone.id), bytes: bytes - gone.body.length };
}

function changed({ list, bytes }: Deliveries, delivery: Delivery): Deliveries {
  return { list: list.map((one) => (one.id === delivery.id ? delivery : one)), bytes };
}
