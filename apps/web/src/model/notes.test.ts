import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createManualTimers } from '../testing/manual-timers.ts';
import type { CallSnapshot } from './calls.ts';
import { createNoteTaker } from './notes.ts';

function setUp({ connected = false } = {}) {
  const live = signal<CallSnapshot | undefined>(undefined);
  const beside = signal<CallSnapshot | undefined>(undefined);
  const line = signal(connected);
  const did: string[] = [];
  const timers = createManualTimers();
  const app = signal({
    calls: { live, beside, accept: (media: string) => void did.push(`accept ${media}`) },
    connection: { connected: line },
    choose: (user: string) => void did.push(`choose ${user}`),
  });
  const notes = createNoteTaker({ app, timers });
  const rings = (id: string, name = 'ringing'): void => {
    live.value = { id, media: 'video', state: { name } } as unknown as CallSnapshot;
  };
  const ringsBeside = (id: string): void => {
    beside.value = { id, media: 'voice', state: { name: 'ringing' } } as unknown as CallSnapshot;
  };
  return { notes, timers, did, rings, ringsBeside, line };
}

test('a call that was accepted in its notification is accepted once it rings in the page, with what it asks for', () => {
  const { notes, did, rings, line, timers } = setUp();
  notes.take({ t: 'accept', call: 'one' });
  timers.advance(8_000);
  line.value = true;
  rings('other');
  rings('one');
  expect(did).toEqual(['accept video']);
  timers.advance(20_000);
  expect([did, notes.told.value]).toEqual([['accept video'], undefined]);
});

test('one that is over by then is told, also where the page does not find its way in', () => {
  const { notes, timers, did, line } = setUp();
  notes.take({ t: 'accept', call: 'one' });
  line.value = true;
  timers.advance(2_000);
  expect([did, notes.told.value]).toEqual([[], 'That call is over.']);
  notes.putAway();
  line.value = false;
  notes.take({ t: 'accept', call: 'one' });
  expect(notes.told.value).toBeUndefined();
  timers.advance(15_000);
  expect(notes.told.value).toBe('That call is over.');
});

test('one that is had already is left as it is', () => {
  const { notes, timers, did, rings } = setUp({ connected: true });
  rings('one', 'active');
  notes.take({ t: 'accept', call: 'one' });
  timers.advance(20_000);
  expect([did, notes.told.value]).toEqual([[], undefined]);
});

test('[C31] a second call is accepted beside the first one', () => {
  const { notes, timers, did, rings, ringsBeside } = setUp({ connected: true });
  rings('one', 'active');
  ringsBeside('two');
  notes.take({ t: 'accept', call: 'two' });
  timers.advance(20_000);
  expect([did, notes.told.value]).toEqual([['accept voice'], undefined]);
});

test('a missed call or a text leads to the person', () => {
  const { notes, did } = setUp();
  notes.take({ t: 'person', with: 'anna' });
  expect(did).toEqual(['choose anna']);
});
