import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { createManualTimers } from '../testing/manual-timers.ts';
import type { ErrorCode } from '@parley/client';
import type { CallSnapshot } from './calls.ts';
import { createNoteTaker } from './notes.ts';

function setUp({ connected = false } = {}) {
  const live = signal<CallSnapshot | undefined>(undefined);
  const beside = signal<CallSnapshot | undefined>(undefined);
  const line = signal(connected);
  const did: string[] = [];
  const timers = createManualTimers();
  const closed = signal<ErrorCode | undefined>(undefined);
  const open = (connection: { connected: typeof line; closed: typeof closed }) => ({
    calls: { live, beside, accept: (media: string) => void did.push(`accept ${media}`) },
    connection,
    choose: (user: string) => void did.push(`choose ${user}`),
  });
  const app = signal(open({ connected: line, closed }));
  const restart = (): void => {
    did.push('restart');
    app.value = open({ connected: line, closed: signal(undefined) });
  };
  const notes = createNoteTaker({ app, timers, restart });
  const rings = (id: string, name = 'ringing'): void => {
    live.value = { id, media: 'video', state: { name } } as unknown as CallSnapshot;
  };
  const ringsBeside = (id: string): void => {
    beside.value = { id, media: 'voice', state: { name: 'ringing' } } as unknown as CallSnapshot;
  };
  return { notes, timers, did, rings, ringsBeside, line, closed, restart };
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

test('[S6] a page whose session is elsewhere takes it back to accept, and opens a conversation once it has it again', () => {
  const accepts = setUp();
  accepts.closed.value = 'displaced';
  accepts.notes.take({ t: 'accept', call: 'one' });
  accepts.line.value = true;
  accepts.rings('one');
  expect(accepts.did).toEqual(['restart', 'accept video']);
  const reads = setUp();
  reads.closed.value = 'displaced';
  reads.notes.take({ t: 'person', with: 'anna' });
  expect(reads.did).toEqual([]);
  reads.restart();
  reads.restart();
  expect(reads.did).toEqual(['restart', 'choose anna', 'restart']);
});
