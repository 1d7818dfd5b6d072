import { describe, expect, test } from 'vitest';
import { ParleyError, type ErrorCode, type TransferState } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import { dataSize } from '../../i18n/en/formats.ts';
import { actsOn, fileState, isOpen, type Doing } from './file-state.ts';

const OFFERED: TransferState = { name: 'offered' };
const MOVING: TransferState = { name: 'moving', way: 'server' };
const DONE: TransferState = { name: 'done', sha256: '' };
const ended = (code: ErrorCode): TransferState => ({ name: 'ended', error: new ParleyError(code) });
const NOTHING: Doing = { name: 'nothing' };
const KEPT: Doing = { name: 'kept', url: 'blob:1' };

/** What a card shows of a file of 1,000 bytes, of which 426 have moved. */
function card(own: boolean, state: TransferState, doing: Doing = NOTHING, hasSize = true) {
  const size = hasSize ? 1000 : undefined;
  const facts = { own, who: 'bob', name: 'a.txt', size };
  const shown = fileState(
    { state, direction: own ? 'outgoing' : 'incoming', size, moved: state.name === 'done' ? 1000 : 426 },
    doing,
    4 * 1024 ** 3,
  );
  const words = shown.name === 'ended' ? t.files.ended(shown.ending, facts) : t.files.progress(shown, facts);
  return { shown, words, acts: actsOn(shown, own).join(' '), told: t.files.told(shown, facts) };
}

describe('[S14] a file that is sent, in words', () => {
  test.each<[TransferState, Doing, string, string]>([
    [OFFERED, NOTHING, 'Waiting for bob to accept', 'cancel'],
    [MOVING, NOTHING, 'Sending… 42 %', 'pause cancel'],
    [{ name: 'paused', by: 'self' }, NOTHING, 'Paused', 'resume cancel'],
    [{ name: 'paused', by: 'other' }, NOTHING, 'bob paused it', 'cancel'],
    [{ name: 'waiting' }, NOTHING, 'Waiting for the connection…', 'cancel'],
    [DONE, NOTHING, 'Sent', ''],
    [ended('declined'), NOTHING, 'bob declined', ''],
    [ended('cancelled'), { name: 'cancelled' }, 'Cancelled', 'again'],
    [ended('cancelled'), NOTHING, 'bob cancelled it', ''],
    [ended('not-online'), NOTHING, 'bob is not online. Send it again when they are back.', 'again'],
    [ended('timeout'), NOTHING, 'bob did not answer in 10 minutes.', 'again'],
    [
      ended('too-large'),
      NOTHING,
      'It is too large: this server takes files up to 4.3 GB. Send it in parts, or ask the person who runs the server.',
      '',
    ],
    [
      ended('quota-exceeded'),
      NOTHING,
      'You have sent as much as this server allows for now. Try again later.',
      'again',
    ],
    [
      ended('rate-limited'),
      NOTHING,
      'Too many files are on their way. Wait until some have arrived, then send it again.',
      'again',
    ],
    [ended('interrupted'), NOTHING, 'The connection to bob was lost for too long. Send it again.', 'again'],
    [ended('damaged'), NOTHING, 'It arrived damaged and was thrown away. Send it again.', 'again'],
    [ended('disk-full'), NOTHING, "bob's disk is full. Send it again when they have made room.", 'again'],
    [
      ended('source-failed'),
      NOTHING,
      'It could not be read: it may have been moved or changed. Attach it again.',
      '',
    ],
    [ended('forbidden'), NOTHING, 'This server does not carry files. Ask the person who runs it.', ''],
    [ended('displaced'), NOTHING, 'Stopped: you signed in elsewhere.', ''],
    [ended('closed'), NOTHING, 'Stopped: you signed out.', ''],
    [ended('internal'), NOTHING, 'It could not be sent. Try again.', 'again'],
  ])('%j after %j: %s [%s]', (state, doing, words, acts) => {
    expect(card(true, state, doing)).toMatchObject({ words, acts });
  });
});

describe('[S14] a file that is offered, in words', () => {
  test.each<[TransferState, Doing, string, string]>([
    [OFFERED, NOTHING, '', 'accept decline'],
    [OFFERED, { name: 'preparing' }, 'Getting ready…', 'cancel'],
    [
      OFFERED,
      { name: 'no-room', why: { name: 'disk', free: 2_100_000 } },
      'There is not enough room for it here: 2.1 MB are free for this page. Free some space on your disk, then accept it.',
      'accept decline',
    ],
    [
      OFFERED,
      { name: 'no-room', why: { name: 'memory', limit: 104_857_600 } },
      'This browser can keep files up to 105 MB only. A current Chrome, Edge, Firefox or Safari takes larger ones over HTTPS.',
      'accept decline',
    ],
    [
      OFFERED,
      { name: 'no-room', why: { name: 'unusable' } },
      'Your browser could not make room for it. Accept it again.',
      'accept decline',
    ],
    [MOVING, { name: 'preparing' }, 'Receiving… 42 %', 'pause cancel'],
    [DONE, { name: 'preparing' }, 'Receiving… 100 %', 'pause cancel'],
    [DONE, KEPT, 'Received', ''],
    [
      DONE,
      { name: 'lost' },
      'It could not be written here, so it was not kept. Ask bob to send it again.',
      '',
    ],
    [ended('declined'), { name: 'declined' }, 'You declined it', ''],
    [ended('cancelled'), { name: 'cancelled' }, 'Cancelled', ''],
    [ended('cancelled'), { name: 'preparing' }, 'bob cancelled it', ''],
    [ended('accepted-elsewhere'), NOTHING, 'Accepted on another device', ''],
    [ended('timeout'), NOTHING, 'You did not answer in 10 minutes', ''],
    [
      ended('damaged'),
      { name: 'preparing' },
      'It arrived damaged, so it was not kept. Ask bob to send it again.',
      '',
    ],
    [
      ended('disk-full'),
      { name: 'preparing' },
      'Your disk is full, so it was not kept. Make room and ask bob to send it again.',
      '',
    ],
    [
      ended('interrupted'),
      { name: 'preparing' },
      'The connection to bob was lost for too long. Ask them to send it again.',
      '',
    ],
  ])('%j after %j: %s [%s]', (state, doing, words, acts) => {
    expect(card(false, state, doing)).toMatchObject({ words, acts });
  });

  test('the offer says who, what and how much', () => {
    expect(card(false, OFFERED).told).toBe('bob wants to send you a.txt (1 KB)');
    expect(card(false, OFFERED, NOTHING, false).told).toBe('bob wants to send you a.txt');
  });
});

describe('[S14] how far a file has come', () => {
  const at = (moved: number, size: number | undefined, state = MOVING) =>
    fileState({ state, direction: 'outgoing', size, moved }, NOTHING);

  test.each([
    [0, 1000, 0],
    [999, 1000, 99],
    [1000, 1000, 99],
    [0, 0, 0],
    [7, undefined, undefined],
  ])('%d of %s bytes are %s percent: a hundred is said when all is there', (moved, size, percent) => {
    expect(at(moved, size)).toEqual({ name: 'moving', percent, moved });
  });

  test('without a size, it tells how much there is', () => {
    expect(card(true, MOVING, NOTHING, false).words).toBe('Sending… 426 bytes');
  });

  test('screen readers are told what the other did and what failed, not each step nor what one did oneself', () => {
    const told = (own: boolean, state: TransferState, doing?: Doing) => card(own, state, doing).told;
    expect(told(true, OFFERED)).toBeUndefined();
    expect(told(true, MOVING)).toBeUndefined();
    expect(told(true, DONE)).toBe('a.txt has been sent to bob');
    expect(told(true, ended('declined'))).toBe('a.txt: bob declined');
    expect(told(true, ended('cancelled'), { name: 'cancelled' })).toBeUndefined();
    expect(told(false, DONE, KEPT)).toBe('a.txt from bob has been received');
    expect(told(false, ended('declined'), { name: 'declined' })).toBeUndefined();
    expect(told(false, ended('damaged'))).toMatch(/^a\.txt: It arrived damaged/);
  });

  test('nothing more comes of what is sent, received or ended', () => {
    expect(
      [OFFERED, MOVING, DONE, ended('declined')].map((state) => isOpen(card(true, state).shown)),
    ).toEqual([true, true, false, false]);
  });
});

test('sizes in words', () => {
  const sizes = [0, 1, 999, 1000, 2_149_000, 14_400_000, 999_499, 999_600, 1_000_000_000, 1_073_741_824];
  expect(sizes.map(dataSize)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 KB',
    '2.1 MB',
    '14 MB',
    '999 KB',
    '1 MB',
    '1 GB',
    '1.1 GB',
  ]);
});
