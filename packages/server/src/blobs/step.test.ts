// The life of a transfer, as a table.
import {
  TIMES,
  type BlobEnd,
  type BlobId,
  type DeviceId,
  type SessionId,
  type UserId,
} from '@parley/protocol';
import { expect, test } from 'vitest';
import { dueAt, step, type TransferEffect, type TransferEvent } from './step.ts';
import type { LiveTransfer, OfferedTransfer, Transfer } from './transfer.ts';

const [alice, bob] = ['alice', 'bob'] as UserId[] as [UserId, UserId];
const as = (name: string) => ({
  session: `session of ${name}` as SessionId,
  device: `device of ${name}` as DeviceId,
});
const offered: OfferedTransfer = {
  id: 'blob' as BlobId,
  from: alice,
  to: bob,
  size: 10,
  name: '',
  type: '',
  direct: true,
  sender: { ...as('alice'), lostSince: undefined },
  state: 'offered',
  since: 0,
};
const accept = (who: string, direct = true): TransferEvent => ({ name: 'accepted', ...as(who), direct });
const ended = (who: string, code: BlobEnd): TransferEvent => ({
  name: 'ended',
  session: as(who).session,
  code,
});
const gone = (who: string, mayReturn: boolean, now = 100): TransferEvent => ({
  name: 'session-ended',
  session: as(who).session,
  mayReturn,
  now,
});
const time = (now: number): TransferEvent => ({ name: 'time', now });

function run(...events: TransferEvent[]): { transfer: Transfer; effects: readonly TransferEffect[] } {
  let transfer: Transfer = offered;
  let effects: readonly TransferEffect[] = [];
  for (const event of events) {
    if (transfer.state === 'ended') throw new Error(`it has ended before ${event.name}`);
    [transfer, effects] = step(transfer, event);
  }
  return { transfer, effects };
}
const short = ({ transfer }: ReturnType<typeof run>): string =>
  transfer.state === 'ended' ? transfer.code : transfer.state;

test.each<[string, string, TransferEvent[]]>([
  ['[B3] the recipient declines', 'declined', [ended('bob', 'declined')]],
  ['[B3] nobody but its sender cancels an offer', 'offered', [ended('bob', 'cancelled')]],
  ['[B3] its sender cancels', 'cancelled', [ended('alice', 'cancelled')]],
  ['[B3] its sender can’t decline it', 'offered', [ended('alice', 'declined')]],
  ['[B4] nor say that the other has it', 'bound', [accept('bob'), ended('alice', 'done')]],
  ['[B4] the receiver has it', 'done', [accept('bob'), ended('bob', 'done')]],
  ['[B4] nobody has what is only offered', 'offered', [ended('bob', 'done')]],
  ['[B4] another device of the recipient has no say', 'bound', [accept('bob'), ended('bob 2', 'declined')]],
  ['[B4] the receiver can’t speak for the source', 'bound', [accept('bob'), ended('bob', 'source-failed')]],
  ['[B4] a sink fails', 'sink-failed', [accept('bob'), ended('bob', 'sink-failed')]],
  ['[B2] the recipient goes', 'not-online', [{ name: 'recipient-gone' }]],
  ['[B4] and is waited for once bound', 'bound', [accept('bob'), { name: 'recipient-gone' }]],
  ['[B2] the sender leaves', 'cancelled', [gone('alice', false)]],
  ['[B4] the sender leaves in the middle', 'interrupted', [accept('bob'), gone('alice', false)]],
  ['[B4] the receiver leaves in the middle', 'interrupted', [accept('bob'), gone('bob', false)]],
  ['[B4] the line of one is lost', 'bound', [accept('bob'), gone('bob', true)]],
  ['[B4] and not found', 'interrupted', [accept('bob'), gone('bob', true), time(100 + TIMES.blobLost)]],
  ['[B4] not yet', 'bound', [accept('bob'), gone('bob', true), time(99 + TIMES.blobLost)]],
  ['[B4] it is back', 'bound', [accept('bob'), gone('bob', true), accept('bob'), time(1e9)]],
  ['[B2] nobody answers', 'timeout', [time(TIMES.blobOffer)]],
  ['[B2] not yet', 'offered', [time(TIMES.blobOffer - 1)]],
  ['[B7] too many bytes', 'quota-exceeded', [accept('bob'), { name: 'stopped', code: 'quota-exceeded' }]],
])('%s: %s', (_title, state, events) => {
  expect(short(run(...events))).toBe(state);
});

test('[B3] the first device that accepts is the one, and the others hear of it', () => {
  const { transfer, effects } = run(accept('bob'));
  expect(effects).toEqual([
    { do: 'withdraw', except: as('bob').session },
    { do: 'bind', transfer },
  ]);
  expect(step(transfer as LiveTransfer, accept('bob 2'))).toEqual([transfer, []]);
});

test('[B4] a device that is back with another session is told its key again', () => {
  const again = { session: 'another' as SessionId, device: as('alice').device };
  const { transfer, effects } = run(accept('bob'), gone('alice', true), { name: 'offered-again', ...again });
  expect(transfer).toMatchObject({ state: 'bound', sender: { ...again, lostSince: undefined } });
  expect(effects).toEqual([{ do: 'bind', transfer }]);
  expect(dueAt(transfer as LiveTransfer)).toBe(Infinity);
});

test('[B5] two devices connect to each other only where both want to', () => {
  const both = (event: TransferEvent, direct = true) => step({ ...offered, direct }, event)[0];
  expect(both(accept('bob'))).toMatchObject({ bothDirect: true });
  expect(both(accept('bob', false))).toMatchObject({ bothDirect: false });
  expect(both(accept('bob'), false)).toMatchObject({ bothDirect: false });
});
