import { expect, test } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { createLostWatch, givesUpAt, type Contact } from './lost-watch.ts';

const here = { away: false, heardAt: 90_000 };
const away = { away: true, heardAt: 90_000 };

test.each<[string, Contact, number | undefined]>([
  ['talking', { call: 'active', server: here, line: 'good', heardAt: 91_000 }, undefined],
  ['talking on a weak line', { call: 'active', server: here, line: 'weak', heardAt: 80_000 }, undefined],
  [
    'D3: the server is away, media goes on',
    { call: 'active', server: away, line: 'good', heardAt: 99_000 },
    undefined,
  ],
  ['both lost, the server first', { call: 'active', server: away, line: 'lost', heardAt: 95_000 }, 123_000],
  ['both lost, the other first', { call: 'active', server: away, line: 'lost', heardAt: 85_000 }, 113_000],
  ['only the other lost', { call: 'active', server: here, line: 'lost', heardAt: 85_000 }, 113_000],
  [
    'dialling without a server',
    { call: 'dialling', server: away, line: 'connecting', heardAt: undefined },
    118_000,
  ],
  [
    'D5: ringing on a line made ahead',
    { call: 'ringing', server: away, line: 'good', heardAt: 99_000 },
    118_000,
  ],
  [
    'accepted, and nobody to say so to',
    { call: 'connecting', server: away, line: 'good', heardAt: 99_000 },
    118_000,
  ],
  ['ringing', { call: 'ringing', server: here, line: 'connecting', heardAt: undefined }, undefined],
  ['over', { call: 'ended', server: away, line: 'lost', heardAt: 85_000 }, undefined],
])('[C12] %s', (_, contact, at) => {
  expect(givesUpAt(contact)).toBe(at);
});

function setUp(first: Contact) {
  const time = createVirtualTime(100_000);
  const world: { contact: Contact | undefined } = { contact: first };
  const ends: number[] = [];
  let pulses = 0;
  const watch = createLostWatch({
    platform: time,
    contact: () => world.contact,
    pulse: () => (pulses += 1),
    giveUp: (at) => {
      ends.push(at);
      world.contact = undefined;
      watch.look();
    },
  });
  watch.look();
  return { time, world, watch, ends, pulses: () => pulses };
}

const LOST: Contact = { call: 'active', server: away, line: 'lost', heardAt: 95_000 };

test('[C12] it ends 28 s after the last word, and not after the loss was noticed', () => {
  const { time, ends } = setUp(LOST);
  time.advance(22_999);
  expect(ends).toEqual([]);
  time.advance(1);
  expect(ends).toEqual([123_000]);
  expect(time.pending).toBe(0);
});

test('[C12] what is heard meanwhile puts it off, also where nobody told', () => {
  const { time, world, ends } = setUp(LOST);
  time.advance(2_000);
  world.contact = { ...LOST, heardAt: 98_000 };
  time.advance(21_500);
  expect(ends).toEqual([]);
  time.advance(2_500);
  expect(ends).toEqual([126_000]);
});

test('[C12] a line that is back in time goes on', () => {
  const { time, world, watch, ends } = setUp(LOST);
  time.advance(20_000);
  world.contact = { ...LOST, line: 'good' };
  watch.look();
  time.advance(60_000);
  expect(ends).toEqual([]);
});

test('[I8] in a page that was frozen the end is when it was, not when the timer came', () => {
  const time = createVirtualTime(400_000);
  const ends: number[] = [];
  const watch = createLostWatch({
    platform: time,
    contact: () => LOST,
    pulse: () => undefined,
    giveUp: (at) => ends.push(at),
  });
  watch.look();
  time.advance(0);
  // First what happened meanwhile is heard.
  expect(ends).toEqual([]);
  time.advance(1_000);
  expect(ends).toEqual([123_000]);
});

test('[I8] a page that was frozen and finds the line standing goes on', () => {
  const { time, world, ends } = setUp({ ...LOST, heardAt: 40_000, server: { away: true, heardAt: 40_000 } });
  time.advance(500);
  world.contact = { ...LOST, line: 'good' };
  time.advance(10_000);
  expect(ends).toEqual([]);
});

test('[C12] a device in a call says every 1.5 s that it is there, and stops with the call', () => {
  const { time, world, watch, pulses } = setUp({ ...LOST, line: 'good' });
  time.advance(6_000);
  expect(pulses()).toBe(4);
  world.contact = undefined;
  watch.look();
  time.advance(6_000);
  expect(pulses()).toBe(4);
  expect(time.pending).toBe(0);
});
