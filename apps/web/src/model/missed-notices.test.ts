import { signal } from '@preact/signals';
import type { EndReason } from '@parley/client';
import { expect, test } from 'vitest';
import type { AppModel } from './app-model.ts';
import { watchMissed } from './missed-notices.ts';

function setUp(visible: boolean) {
  const live = signal<AppModel['calls']['live']['value']>(undefined);
  const ended = signal<AppModel['calls']['ended']['value']>(undefined);
  const settled: unknown[] = [];
  const app = signal({ calls: { live, ended }, page: { visible: signal(visible) } });
  watchMissed(app, ({ id, with: other }, missed) => settled.push([id, other, missed]));
  const rings = (name = 'ringing'): void => {
    live.value = { id: 'one', with: 'anna', media: 'voice', state: { name } } as never;
  };
  const ends = (reason: EndReason): void => {
    ended.value = { reason, direction: 'incoming', with: 'anna' } as never;
    live.value = undefined;
  };
  return { rings, ends, settled };
}

test('a call that was missed while the page was out of sight stays in the notifications', () => {
  const { rings, ends, settled } = setUp(false);
  rings();
  ends('cancelled');
  expect(settled).toEqual([['one', 'anna', true]]);
});

test('what the person saw, answered or declined goes away', () => {
  const seen = setUp(true);
  seen.rings();
  seen.ends('no-answer');
  expect(seen.settled).toEqual([['one', 'anna', false]]);
  const answered = setUp(false);
  answered.rings();
  answered.rings('connecting');
  answered.ends('hung-up');
  expect(answered.settled).toEqual([['one', 'anna', false]]);
  const declined = setUp(false);
  declined.rings();
  declined.ends('declined');
  expect(declined.settled).toEqual([['one', 'anna', false]]);
});
