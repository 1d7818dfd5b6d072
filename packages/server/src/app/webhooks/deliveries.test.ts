import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  deliveriesDueAt,
  DELIVERY_LIMITS,
  isFull,
  NO_DELIVERIES,
  retryDelay,
  stepDeliveries,
  type Deliveries,
  type DeliveryEffect,
  type DeliveryEvent,
} from './deliveries.ts';

/** The machine with a memory of what it has asked for, as `send 1` and `lose 1 no-room`. */
function machine() {
  let state: Deliveries = NO_DELIVERIES;
  const asked: string[] = [];
  const effects: DeliveryEffect[] = [];
  return {
    asked,
    effects,
    get state() {
      return state;
    },
    step(event: DeliveryEvent) {
      const [next, more] = stepDeliveries(state, event);
      state = next;
      effects.push(...more);
      for (const effect of more)
        asked.push([effect.do, effect.event.id, ...(effect.do === 'lose' ? [effect.why] : [])].join(' '));
    },
    happened(id: string, key = id, now = 0, body = 'x') {
      this.step({ name: 'happened', event: { id, key, body }, now });
    },
    taken(id: string, now = 0) {
      this.step({ name: 'answered', id, answer: { name: 'taken' }, chance: 1, now });
    },
    refused(id: string, now = 0, retryAfter = 0, chance = 1) {
      this.step({ name: 'answered', id, answer: { name: 'refused', retryAfter }, chance, now });
    },
  };
}

test('[A7] what is about the same goes one after the other, the rest beside it, four at once', () => {
  const it = machine();
  for (const [id, key] of ['a1', 'a2', 'b1', 'c1', 'd1', 'e1'].map((id) => [id, id[0]]))
    it.happened(id ?? '', key);
  expect(it.asked).toEqual(['send a1', 'send b1', 'send c1', 'send d1']);
  it.taken('a1');
  it.taken('b1');
  expect(it.asked.slice(4)).toEqual(['send a2', 'send e1']);
});

test('[A7] a refused one is tried again in its time, before what follows it', () => {
  const it = machine();
  it.happened('a1', 'a');
  it.happened('a2', 'a');
  it.refused('a1', 10, 0, 0.5);
  expect(deliveriesDueAt(it.state)).toBe(510);
  it.step({ name: 'time', now: 509 });
  expect(it.asked).toEqual(['send a1']);
  it.step({ name: 'time', now: 510 });
  it.taken('a1', 520);
  expect(it.asked).toEqual(['send a1', 'send a1', 'send a2']);
});

test('[A7] waits double up to ten minutes; Retry-After is the least of them', () => {
  expect([1, 2, 3, 10, 11, 40].map((tries) => retryDelay(tries, 1))).toEqual([
    1e3, 2e3, 4e3, 512e3, 6e5, 6e5,
  ]);
  expect(retryDelay(3, 0)).toBe(0);
  const it = machine();
  it.happened('a');
  it.refused('a', 0, 90_000);
  expect(deliveriesDueAt(it.state)).toBe(90_000);
});

test('[A7] after an hour, or where the receiver asks for more than that, it is lost', () => {
  const it = machine();
  it.happened('a');
  it.refused('a', 0, 3_600_001);
  it.happened('b');
  for (let now = 0; it.state.list.length > 0; now = deliveriesDueAt(it.state)) {
    it.step({ name: 'time', now });
    it.refused('b', now);
  }
  expect(it.asked.filter((one) => one.startsWith('lose'))).toEqual(['lose a too-late', 'lose b too-late']);
  expect(it.asked.length).toBeLessThan(25);
});

test('[A7] what waits is bounded in number and bytes: the oldest that is not on its way goes', () => {
  const it = machine();
  for (let i = 0; i <= DELIVERY_LIMITS.events; i += 1) it.happened(`e${i}`, 'a');
  expect(it.asked).toEqual(['send e0', 'lose e1 no-room']);
  const big = machine();
  const body = 'x'.repeat(DELIVERY_LIMITS.bytes / 4);
  for (let i = 0; i < 5; i += 1) big.happened(`e${i}`, 'a', 0, body);
  expect([big.asked, big.state.bytes, isFull(big.state, 1)]).toEqual([
    ['send e0', 'lose e1 no-room'],
    DELIVERY_LIMITS.bytes,
    true,
  ]);
});

test('[A7] whatever is answered when: each is delivered or lost, in the order of its key, and nothing is left', () => {
  const happening = fc.record({
    key: fc.nat(3),
    wait: fc.nat(3_000),
    fails: fc.nat(4),
    takes: fc.nat(5_000),
  });
  fc.assert(
    fc.property(fc.array(happening, { maxLength: 40 }), fc.nat(100), (happenings, seed) => {
      const it = machine();
      const delivered: string[] = [];
      const fails = new Map<string, number>();
      const onTheWay: { id: string; at: number }[] = [];
      let [now, seen, inFlight] = [0, 0, 0];
      const collect = (): void => {
        for (const effect of it.effects.slice(seen)) {
          if (effect.do !== 'send') continue;
          inFlight += 1;
          const index = Number(effect.event.id);
          onTheWay.push({ id: effect.event.id, at: now + (happenings[index]?.takes ?? 0) });
        }
        seen = it.effects.length;
        expect(inFlight).toBeLessThanOrEqual(DELIVERY_LIMITS.atOnce);
      };
      const answer = (id: string): void => {
        inFlight -= 1;
        const left = fails.get(id) ?? 0;
        fails.set(id, left - 1);
        if (left > 0) it.refused(id, now, 0, ((seed + now) % 100) / 100);
        else {
          it.taken(id, now);
          delivered.push(id);
        }
      };
      const goOnUntil = (until: number): void => {
        for (;;) {
          onTheWay.sort((a, b) => a.at - b.at);
          const [next] = onTheWay;
          const at = Math.min(next?.at ?? Infinity, deliveriesDueAt(it.state));
          if (at > until || at === Infinity) break;
          now = Math.max(now, at);
          if (next && next.at <= now) {
            onTheWay.shift();
            answer(next.id);
          } else it.step({ name: 'time', now });
          collect();
        }
        now = Math.max(now, until === Infinity ? now : until);
      };
      for (const [index, { key, wait, fails: count }] of happenings.entries()) {
        fails.set(String(index), count);
        goOnUntil(now + wait);
        it.happened(String(index), String(key), now);
        collect();
      }
      goOnUntil(Infinity);
      expect(it.state).toEqual(NO_DELIVERIES);
      expect(delivered.length).toBe(happenings.length);
      for (const key of [0, 1, 2, 3]) {
        const own = delivered.map(Number).filter((index) => happenings[index]?.key === key);
        expect(own).toEqual(own.toSorted((a, b) => a - b));
      }
    }),
  );
});
