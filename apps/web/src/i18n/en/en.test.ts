import { describe, expect, test } from 'vitest';
import { CONNECT_CAUSES, type ConnectCause, type DeviceProblem, type EndReason } from '@parley/client';
import type { BrowserFamily, CallOutcome } from '../facts.ts';
import { clockLength } from '../lengths.ts';
import { app as en } from './app.ts';
import { spokenLength } from './formats.ts';

const FAMILIES = Object.keys({
  chromium: true,
  edge: true,
  firefox: true,
  safari: true,
  ios: true,
  'ios-other': true,
  android: true,
  samsung: true,
  'firefox-android': true,
} satisfies Record<BrowserFamily, true>) as BrowserFamily[];

const REASONS = {
  declined: true,
  busy: true,
  'no-answer': true,
  cancelled: true,
  unavailable: true,
  'answered-elsewhere': true,
  displaced: true,
  'hung-up': true,
  'connection-lost': true,
  'media-failed': true,
  blocked: true,
  'do-not-disturb': true,
} satisfies Record<EndReason, true>;
const reasons = Object.keys(REASONS) as EndReason[];

const outcome = (parts: Partial<CallOutcome>): CallOutcome => ({
  with: 'bob',
  media: 'video',
  direction: 'outgoing',
  reason: 'hung-up',
  duration: 0,
  by: 'other',
  causes: { self: undefined, other: undefined },
  ...parts,
});

describe('[C4] how a call ended, in words', () => {
  test.each([
    [outcome({ reason: 'declined' }), 'bob declined', 'Video call, declined'],
    [
      outcome({ reason: 'declined', direction: 'incoming', by: 'self' }),
      'You declined the call',
      'Video call, declined',
    ],
    // It rang at both (C20).
    [outcome({ reason: 'declined', direction: 'incoming' }), 'bob declined', 'Video call, declined'],
    [outcome({ reason: 'busy' }), 'bob is in another call', 'Video call, busy'],
    [outcome({ reason: 'busy', by: 'nobody' }), 'bob is busy', 'Video call, busy'],
    [outcome({ reason: 'busy', by: 'self' }), 'You are in another call already', 'Video call, busy'],
    [outcome({ reason: 'no-answer', by: 'nobody' }), 'No answer', 'Video call, no answer'],
    [
      outcome({ reason: 'no-answer', direction: 'incoming' }),
      'Missed video call from bob',
      'Missed video call',
    ],
    [outcome({ reason: 'cancelled', by: 'self' }), 'Call cancelled', 'Video call, cancelled'],
    [
      outcome({ reason: 'cancelled', direction: 'incoming', media: 'voice' }),
      'Missed voice call from bob',
      'Missed voice call',
    ],
    [outcome({ reason: 'unavailable' }), 'bob is not online', 'Video call, not online'],
    [
      outcome({ reason: 'answered-elsewhere', direction: 'incoming' }),
      'Answered on another device',
      'Video call, answered on another device',
    ],
    [outcome({ reason: 'displaced' }), 'bob signed in elsewhere', 'Video call, signed in elsewhere'],
    [outcome({ reason: 'hung-up', duration: 123_000 }), 'Call ended · 2:03', 'Video call, 2 min 3 s'],
    [outcome({ reason: 'hung-up' }), 'Call ended', 'Video call'],
    [
      outcome({ reason: 'connection-lost', duration: 61_000 }),
      'The connection was lost · 1:01',
      'Video call, 1 min 1 s, connection lost',
    ],
    [outcome({ reason: 'media-failed' }), 'The call could not connect', 'Video call, could not connect'],
    [
      outcome({ reason: 'blocked' }),
      "bob's browser can't make calls",
      'Video call, not possible in their browser',
    ],
    [
      outcome({ reason: 'blocked', direction: 'incoming' }),
      'Missed video call from bob',
      'Missed video call',
    ],
  ])('%o', (call, sentence, line) => {
    expect(en.ended.sentence(call)).toBe(sentence);
    expect(en.ended.line(call)).toBe(line);
  });

  test('every reason has words on both sides, and none of them says undefined', () => {
    for (const reason of reasons) {
      for (const direction of ['outgoing', 'incoming'] as const) {
        for (const by of ['self', 'other', 'nobody'] as const) {
          for (const duration of [0, 5_000]) {
            const call = outcome({ reason, direction, by, duration });
            const words = [en.ended.sentence(call), en.ended.line(call), en.ended.detail(call) ?? 'ok'];
            for (const text of words) expect(text).toMatch(/^(?!.*undefined).{2,}/);
          }
        }
      }
    }
  });
});

describe('[C19] why a call could not connect, in words', () => {
  const detail = (self?: ConnectCause, other?: ConnectCause): string =>
    en.ended.detail(outcome({ reason: 'media-failed', by: 'nobody', causes: { self, other } })) ?? '';

  test('each pair of causes has a sentence that says what can be done', () => {
    for (const self of [...CONNECT_CAUSES, undefined]) {
      for (const other of [...CONNECT_CAUSES, undefined]) {
        const text = detail(self, other);
        expect(text).toMatch(/^[A-Zb](?!.*undefined).+\.$/);
        expect(text).toMatch(
          /can set one up|your settings|parley doctor|try another|another browser|load th/i,
        );
      }
    }
  });

  test('both sides are told of the side it is about', () => {
    expect(detail('relay-unreachable', 'other-unreachable')).toContain('Your network blocks calls');
    expect(detail('other-unreachable', 'relay-unreachable')).toContain("bob's network blocks calls");
    expect(detail('no-candidates', 'unanswered')).toContain('Your browser');
    expect(detail('other-unreachable', 'no-candidates')).toContain("bob's browser");
    for (const text of [detail('no-relay', 'no-relay'), detail('unanswered', 'no-relay'), detail('no-relay')])
      expect(text).toContain('this server has no relay');
  });
});

describe('[C1] what is missing in a call, in words', () => {
  test('every device and kind of trouble has a sentence in every browser', () => {
    const kinds = {
      missing: true,
      unplugged: true,
      asking: true,
      dismissed: true,
      denied: true,
      system: true,
      forbidden: true,
      muted: true,
      'in-use': true,
      insecure: true,
      failed: true,
    } satisfies Record<Exclude<DeviceProblem['kind'], 'switched' | 'stand-in' | 'kept'>, true>;
    for (const device of ['camera', 'microphone'] as const) {
      for (const kind of Object.keys(kinds) as (keyof typeof kinds)[]) {
        for (const browser of FAMILIES) {
          const problem: DeviceProblem = { device, kind };
          const text = en.problem(problem, 'bob', browser);
          expect(text).toContain(device);
          expect(text).toContain(device === 'camera' ? "bob can't see you" : "bob can't hear you");
          expect(text).toMatch(/^[A-Z](?!.*undefined).*\.$/);
        }
      }
    }
  });

  test('the device that stands in is named', () => {
    expect(en.problem({ device: 'camera', kind: 'switched', name: 'Cam 2' }, 'bob', 'firefox')).toBe(
      'Your camera was unplugged. bob now sees you through “Cam 2”.',
    );
    expect(en.problem({ device: 'microphone', kind: 'muted' }, 'bob', 'safari')).toMatch(
      /^Your microphone is muted by the system,/,
    );
  });

  test('so is one that was not there from the start, and one that would not start', () => {
    expect(en.problem({ device: 'microphone', kind: 'stand-in', name: 'Mic 2' }, 'bob', 'edge')).toBe(
      'The microphone that you chose is not there. bob now hears you through “Mic 2”.',
    );
    expect(en.problem({ device: 'camera', kind: 'kept', name: 'Cam 2' }, 'bob', 'edge')).toBe(
      '“Cam 2” could not be started. The previous camera stays in use.',
    );
  });

  test('before a call nobody is named', () => {
    expect(en.problem({ device: 'camera', kind: 'missing' }, undefined, 'ios')).toBe(
      'No camera was found, so nobody can see you. Plug one in, and it starts by itself.',
    );
  });

  test('every browser has steps of its own that name the device and end in a sentence', () => {
    const all = FAMILIES.map((browser) => {
      for (const [device, word] of [
        ['camera', /camera/i],
        ['microphone', /microphone/i],
      ] as const) {
        const steps = en.devices.allowSteps(device, browser);
        expect(steps.length).toBeGreaterThanOrEqual(2);
        expect(steps.join(' ')).toMatch(word);
        for (const step of steps) expect(step).toMatch(/^[A-Z](?!.*undefined).*\.$/);
      }
      return en.devices.allowSteps('camera', browser).join(' ');
    });
    expect(new Set(all).size).toBe(FAMILIES.length);
  });

  test('not choosing a screen is not a fault of the browser', () => {
    expect(en.problem({ device: 'screen', kind: 'denied' }, 'bob', 'firefox')).toBe(
      'Your screen is not shared.',
    );
  });
});

describe('names that PRODUCT.md fixes', () => {
  test('[P2] a person in the list', () => {
    expect(en.people.person('bob', true, 0)).toBe('bob, online');
    expect(en.people.person('bob', true, 2)).toBe('bob, online, 2 unread');
    expect(en.people.person('bob', true, 0, 'away')).toBe('bob, online, away');
    expect(en.people.person('bob', true, 2, 'do-not-disturb')).toBe('bob, online, do not disturb, 2 unread');
    expect(en.people.person('bob', true, 0, 'available')).toBe('bob, online');
    expect(en.people.person('bob', false, 0)).toBe('bob, offline');
  });

  test('[C3] ringing', () => {
    expect(en.call.incoming('video', 'alice')).toBe('Incoming video call from alice');
    expect(en.call.incoming('voice', 'alice')).toBe('Incoming voice call from alice');
    expect([en.call.calling, en.call.ringing, en.call.hangUp]).toEqual(['Calling…', 'Ringing…', 'Hang up']);
  });

  test('no other button of a dialog or a call has a fixed name within its own', () => {
    const fixed = [en.call.accept, en.call.decline, en.call.hangUp, en.call.swap, en.conversation.send];
    const others = [
      en.call.answerWithoutCamera,
      en.call.again,
      en.call.callBack,
      en.call.close,
      en.call.chat,
      en.call.minimise,
      en.call.returnTo,
      en.call.fullScreen,
      en.call.pictureInPicture,
      en.conversation.retry,
    ];
    for (const name of fixed)
      for (const other of others) expect(other.toLowerCase()).not.toContain(name.toLowerCase());
  });
});

test('lengths of time', () => {
  expect([0, 42_999, 123_000, 3_607_000].map(clockLength)).toEqual(['0:00', '0:42', '2:03', '1:00:07']);
  expect([0, 42_999, 120_000, 123_000, 3_600_000, 3_900_000].map(spokenLength)).toEqual([
    '0 s',
    '42 s',
    '2 min',
    '2 min 3 s',
    '1 h',
    '1 h 5 min',
  ]);
});
