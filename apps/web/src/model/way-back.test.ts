import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { CallMedia, UserId } from '@parley/client';
import { createFakeParley } from '../testing/fake-parley.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createCallsModel } from './calls.ts';
import { createLayout } from './layout.ts';
import { createWayBack } from './way-back.ts';

const BOB = 'bob' as UserId;

/** A tab whose pages follow each other. */
function createTab() {
  const timers = createManualTimers();
  let noted: string | undefined;

  function open(user = 'alice') {
    const parley = createFakeParley({ user, online: ['bob', 'carol'], now: timers.now });
    const left = signal(false);
    const self = parley.user;
    const calls = createCallsModel({
      self,
      calls: parley.calls,
      layout: createLayout(),
      timers,
      record: () => undefined,
    });
    const note = {
      get: () => noted,
      set: (text: string | undefined) => {
        noted = text;
      },
    };
    const wayBack = createWayBack({ self, calls, waiting: parley.calls, left, note, timers });
    const talk = (media: CallMedia = 'video'): void => {
      calls.start(BOB, media);
      parley.strings.call()?.set({ state: { name: 'active', since: timers.now() } });
    };
    return {
      parley,
      calls,
      wayBack,
      talk,
      /** As the SDK does it: the page goes, and with it the call. */
      leave: () => {
        left.value = true;
        parley.calls.current?.hangUp();
      },
      comeBack: () => {
        left.value = false;
      },
    };
  }

  return {
    timers,
    open,
    get noted() {
      return noted;
    },
    setNoted: (text: string) => {
      noted = text;
    },
  };
}

test('a page left in a call offers for 10 s to go back, counted from when it was left', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk();
  tab.timers.advance(60_000);
  before.leave();
  tab.timers.advance(1_500);
  const { wayBack } = tab.open();
  expect(wayBack.offer.value).toEqual({ with: 'bob', media: 'video' });
  tab.timers.advance(8_499);
  expect(wayBack.offer.value).toBeDefined();
  tab.timers.advance(1);
  expect(wayBack.offer.value).toBeUndefined();
  expect(tab.noted).toBeUndefined();
});

test('going back calls the same person in the same way', () => {
  for (const media of ['video', 'voice'] as const) {
    const tab = createTab();
    const before = tab.open();
    before.talk(media);
    before.leave();
    const { wayBack, calls } = tab.open();
    wayBack.take();
    expect(calls.live.value).toMatchObject({ with: 'bob', media, state: { name: 'dialling' } });
    expect(wayBack.offer.value).toBeUndefined();
  }
});

test('[I10] somebody whose camera was off is not shown by going back', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk('video');
  before.calls.toggleCamera();
  before.leave();
  expect(tab.open().wayBack.offer.value).toEqual({ with: 'bob', media: 'voice' });
});

test('a crash says nothing: the offer counts from when the page was last seen in the call', () => {
  const tab = createTab();
  tab.open().talk();
  tab.timers.advance(60_500);
  expect(tab.open().wayBack.offer.value).toBeDefined();
});

test('nothing is offered after a call that was ended, by whomever', () => {
  const tab = createTab();
  const page = tab.open();
  page.talk();
  page.calls.hangUp();
  expect(tab.noted).toBeUndefined();
  page.leave();
  expect(tab.open().wayBack.offer.value).toBeUndefined();
});

test('nothing is offered after a call that was never answered', () => {
  const tab = createTab();
  const page = tab.open();
  page.calls.start(BOB, 'video');
  page.leave();
  expect(tab.open().wayBack.offer.value).toBeUndefined();
});

test('nothing is offered to somebody else, or to the same person after them', () => {
  const tab = createTab();
  const page = tab.open();
  page.talk();
  page.leave();
  expect(tab.open('carol').wayBack.offer.value).toBeUndefined();
  expect(tab.open('alice').wayBack.offer.value).toBeUndefined();
});

test('signing out takes the offer with it', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk();
  before.leave();
  tab.open().wayBack.close();
  expect(tab.noted).toBeUndefined();
});

test('a second reload within the 10 s offers it still, and not for longer', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk();
  before.leave();
  tab.timers.advance(4_000);
  tab.open().leave();
  tab.timers.advance(4_000);
  const { wayBack } = tab.open();
  expect(wayBack.offer.value).toBeDefined();
  tab.timers.advance(2_000);
  expect(wayBack.offer.value).toBeUndefined();
});

test('a page that comes back from the back-forward cache offers it too', () => {
  const tab = createTab();
  const page = tab.open();
  page.talk();
  page.leave();
  expect(page.wayBack.offer.value).toBeUndefined();
  tab.timers.advance(3_000);
  page.comeBack();
  expect(page.wayBack.offer.value).toEqual({ with: 'bob', media: 'video' });
});

test('another call takes the offer away', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk();
  before.leave();
  const { wayBack, parley } = tab.open();
  parley.strings.ring('bob', 'video');
  expect(wayBack.offer.value).toBeUndefined();
  expect(tab.noted).toBeUndefined();
});

test('putting it away is for good', () => {
  const tab = createTab();
  const before = tab.open();
  before.talk();
  before.leave();
  const page = tab.open();
  page.wayBack.dismiss();
  page.leave();
  expect(tab.open().wayBack.offer.value).toBeUndefined();
});

test('a note that makes no sense is none', () => {
  const tab = createTab();
  const at = tab.timers.now();
  const notes = [
    '',
    'null',
    '7',
    '{',
    '{}',
    JSON.stringify({ self: 'alice', with: 'bob', media: 'smell', at }),
  ];
  for (const text of [
    ...notes,
    JSON.stringify({ self: 'alice', with: 'bob', media: 'video', at: at + 60_000 }),
  ]) {
    tab.setNoted(text);
    expect(tab.open().wayBack.offer.value).toBeUndefined();
    expect(tab.noted).toBeUndefined();
  }
});

test('a call that waits for this person, whose browser died, is offered with nothing noted', () => {
  const tab = createTab();
  const page = tab.open();
  page.parley.strings.wait('bob', 'voice');
  expect(page.wayBack.offer.value).toEqual({ with: 'bob', media: 'voice' });
  page.wayBack.take();
  expect(page.calls.live.value).toMatchObject({ with: 'bob', media: 'voice', direction: 'outgoing' });
  expect(page.wayBack.offer.value).toBeUndefined();
  page.parley.strings.wait('bob', 'voice');
  expect(page.wayBack.offer.value).toBeUndefined();
});
