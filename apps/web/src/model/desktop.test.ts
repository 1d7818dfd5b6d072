import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import type { CallMedia, Handover, Text, TextId, UserId } from '@parley/client';
import type { DesktopPort, HostMessage, PageMessage } from '@parley/desktop-port';
import { parseHostMessage, parsePageMessage } from '@parley/desktop-port';
import { createFakeParley, type FakeParley } from '../testing/fake-parley.ts';
import { createMemoryKeep } from '../testing/kept.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createDesktop } from './desktop.ts';
import { createPreferences } from './preferences.ts';
import { createDeviceSettings } from './devices/settings.ts';
import { createSession, type Session } from './session.ts';

const ALICE = 'alice' as UserId;
const BOB = 'bob' as UserId;
const CAROL = 'carol' as UserId;

/** A client, a page and a person at it; nothing of the server. */
function setUp(early: readonly string[] = []) {
  const timers = createManualTimers();
  const posted: PageMessage[] = [];
  const asked: [UserId, CallMedia][] = [];
  const happens = new Map<string, () => void>();
  const left: string[] = [];
  let reloads = 0;
  const port: DesktopPort = {
    receive: null,
    post: (json) => {
      const message = parsePageMessage(json);
      if (!message) throw new Error(`not a message of a page: ${json}`);
      posted.push(message);
    },
  };
  const target = {
    visibilityState: 'visible' as const,
    addEventListener: (type: string, listener: unknown) => void happens.set(type, listener as () => void),
  };
  const desktop = createDesktop({
    port,
    early,
    timers,
    window: target as Pick<Window, 'addEventListener'>,
    document: target as Pick<Document, 'addEventListener' | 'visibilityState'>,
    reload: () => (reloads += 1),
    askWhether: (_app, user, media) => asked.push([user, media]),
  });
  const say = (message: HostMessage): void => {
    const json = JSON.stringify(message);
    expect(parseHostMessage(json)).toEqual(message);
    port.receive?.(json);
  };

  const parleys: FakeParley[] = [];
  const enter = async (begin?: Omit<Extract<HostMessage, { t: 'begin' }>, 't'>, user = ALICE) => {
    const entering = desktop.enter(user);
    if (begin) say({ t: 'begin', ...begin });
    else timers.advance(4_000);
    const entry = await entering;
    const session = createSession({
      ...surroundings(timers, left),
      handover: entry.handover,
      connect: (goOn) => {
        const parley = createFakeParley({ user, goOn, now: () => timers.now() });
        parleys.push(parley);
        return parley;
      },
    });
    return { entry, session, stop: entry.follow(session) };
  };
  const parley = (): FakeParley => {
    const last = parleys.at(-1);
    if (!last) throw new Error('nobody is inside');
    return last;
  };
  return {
    desktop,
    port,
    timers,
    posted,
    asked,
    left,
    say,
    enter,
    parley,
    happen: (type: string) => happens.get(type)?.(),
    last: (t: PageMessage['t']) => posted.findLast((message) => message.t === t),
    count: (t: PageMessage['t']) => posted.filter((message) => message.t === t).length,
    reloads: () => reloads,
  };
}

function surroundings(timers: ReturnType<typeof createManualTimers>, left: string[]) {
  return {
    signOut: () => Promise.resolve(),
    leave: (notice: string) => void left.push(notice),
    page: {
      visible: signal(true),
      wide: signal(false),
      networkUp: signal(true),
      fullScreen: signal(false),
      left: signal(false),
      browser: 'chromium' as const,
      close: () => undefined,
    },
    timers,
    document: { title: '' },
    wakeLock: undefined,
    loadFiles: () => Promise.reject(new Error('not in this test')),
    loadKept: () => Promise.reject(new Error('not in this test')),
    callNote: { get: () => undefined, set: () => undefined },
    draftNote: { get: () => undefined, set: () => undefined },
    preferences: createPreferences(createMemoryKeep()),
    deviceSettings: createDeviceSettings(createMemoryKeep()),
    audio: () => undefined,
    hear: () => undefined,
    sounds: { loop: () => undefined, play: () => undefined, close: () => undefined },
    onInput: () => () => undefined,
    reach: signal(undefined),
    notifications: {
      askable: signal(false),
      ask: () => Promise.resolve(),
      putOff: () => undefined,
      look: () => undefined,
      show: () => () => undefined,
      tell: () => () => undefined,
    },
  };
}

let ids = 0;
function received(from: UserId, text: string, at: number): { text: Text } {
  ids += 1;
  return { text: { id: `t${ids}` as TextId, with: from, from, text, at, state: { name: 'received' } } };
}

function handoverOf(user: UserId, texts: Handover['texts'] = []): Handover {
  return { user, device: 'd', session: 's', seq: 4, texts } as unknown as Handover;
}

/** What is shown, in order: texts, and lines by their kind. */
const lines = (session: Session, user: UserId): string[] =>
  session.app.value.conversations
    .of(user)
    .timeline.value.flatMap((item) =>
      item.kind === 'group'
        ? item.texts.map(({ text }) => text)
        : item.kind === 'note'
          ? [item.note.kind.name]
          : [],
    );

function releasedOf(message: PageMessage | undefined): Extract<PageMessage, { t: 'released' }> {
  if (message?.t !== 'released') throw new Error('nothing was released');
  return message;
}

describe('entering', () => {
  test('the client is told who enters, and its session is gone on with', async () => {
    const { enter, posted } = setUp();
    const handover = handoverOf(ALICE, [received(BOB, 'hi', 1_000)]);
    const { entry, session } = await enter({ handover });
    expect(entry.handover).toEqual(handover);
    expect(posted).toEqual([
      { t: 'entering', user: 'alice' },
      { t: 'state', user: 'alice', connected: true, unread: 0 },
    ]);
    expect(lines(session, BOB)).toEqual(['hi']);
    expect(session.app.value.conversations.talkedWith.value).toEqual(['bob']);
  });

  test('another person’s session is left alone, with all that is remembered of it', async () => {
    const { enter } = setUp();
    const handover = handoverOf(BOB, [received(CAROL, 'hi', 1_000)]);
    const { entry, session } = await enter({ handover, memory: { unread: { carol: 1 } } });
    expect(entry.handover).toBeUndefined();
    expect(session.app.value.conversations.unreadTotal.value).toBe(0);
    expect(session.app.value.conversations.all.value.size).toBe(0);
  });

  test('a client that says nothing is not waited for', async () => {
    const { enter, last } = setUp();
    const { entry } = await enter();
    expect(entry.handover).toBeUndefined();
    expect(last('state')).toMatchObject({ connected: true });
  });

  test('a client that answers late has its session gone on with all the same, unless there is a call by then', async () => {
    const { enter, say, parley } = setUp();
    const { session } = await enter();
    const early = parley();
    say({
      t: 'begin',
      handover: handoverOf(ALICE, [received(BOB, 'hi', 1)]),
      memory: { unread: { bob: 1 } },
    });
    expect(early.connection.state.name).toBe('closed');
    expect(lines(session, BOB)).toEqual(['hi']);
    expect(session.app.value.conversations.unreadTotal.value).toBe(1);

    const late = parley();
    late.strings.ring('carol', 'voice');
    say({ t: 'begin', handover: handoverOf(ALICE) });
    expect(parley()).toBe(late);
  });

  test('what is no message is nothing', async () => {
    const { enter, port, posted } = setUp();
    await enter({});
    const before = posted.length;
    for (const text of ['', 'null', '[]', '{"t":7}', '{"t":"later"}']) port.receive?.(text);
    expect(posted).toHaveLength(before);
  });
});

describe('what is remembered', () => {
  const missed = { with: 'bob', media: 'video', reason: 'cancelled', own: false } as const;

  test('[T3] unread texts, missed calls, drafts, lines of calls and the open conversation survive the window', async () => {
    const first = setUp();
    const { session, stop } = await first.enter({});
    const { conversations } = session.app.value;
    first.parley().strings.text({ with: 'bob', from: 'bob', text: 'one' });
    first
      .parley()
      .strings.ring('bob', 'voice')
      .set({ state: { name: 'ended', reason: 'cancelled', duration: 0, by: BOB } });
    first.timers.advance(1);
    first.parley().strings.text({ with: 'bob', from: 'bob', text: 'two' });
    first.timers.advance(1);
    first.parley().strings.text({ with: 'carol', from: 'carol', text: 'three' });
    session.app.value.choose(CAROL);
    conversations.write(CAROL, 'an ans');
    first.say({ t: 'release' });
    stop();
    const { handover, memory } = releasedOf(first.last('released'));
    expect(memory.unread).toEqual({ bob: 3 });
    expect(handover?.texts).toHaveLength(3);

    const second = setUp();
    const next = (await second.enter({ ...(handover && { handover }), memory })).session;
    const restored = next.app.value.conversations;
    expect(lines(next, BOB)).toEqual(['one', 'call', 'two']);
    expect(restored.of(BOB).unread.value).toBe(2);
    expect(restored.of(BOB).missed.value).toBe(1);
    expect(restored.of(CAROL).draft.value).toBe('an ans');
    expect(restored.of(CAROL).unread.value).toBe(0);
    expect(restored.talkedWith.value).toEqual(['carol', 'bob']);
    expect(next.app.value.layout.state.value).toMatchObject({ selected: 'carol', pane: 'people' });
    second.say({ t: 'release' });
    expect(releasedOf(second.last('released')).memory).toEqual(memory);
  });

  test('[M1] what was done with texts survives the window, and so does what was done while there was none', async () => {
    const first = setUp();
    const { stop } = await first.enter({});
    const { strings } = first.parley();
    const text = strings.text({ with: 'bob', from: 'bob', text: 'helo' });
    strings.messages.come({ from: 'bob', payload: { act: 'edit', of: text.id, order: 1, text: 'hello' } });
    strings.messages.come({
      from: 'alice',
      to: 'bob',
      payload: { act: 'react', of: text.id, order: 1, emoji: '👍' },
    });
    first.say({ t: 'release' });
    stop();
    const { handover, memory } = releasedOf(first.last('released'));
    const late = { from: 'bob', to: 'alice', at: 0 };
    const acts = [
      { ...late, payload: { act: 'react', of: text.id, order: 1, emoji: '🎉' } },
      { ...late, payload: { act: 'nothing that is known' } },
    ];
    const second = setUp();
    const next = (await second.enter({ ...(handover && { handover }), memory: { ...memory, acts } })).session;
    const mark = next.app.value.conversations.of(BOB).marks.value.get(text.id);
    expect(mark?.edited?.value).toBe('hello');
    expect([...(mark?.reactions ?? [])].map(([user, { value }]) => `${user} ${value}`).toSorted()).toEqual([
      'alice 👍',
      'bob 🎉',
    ]);
  });

  test('[T3] what came while there was no page is unread, and a call that was missed is a line at its place', async () => {
    const { enter, last } = setUp();
    const texts = [
      received(BOB, 'before', 1_000),
      received(BOB, 'after', 3_000),
      received(CAROL, 'hello', 2_000),
    ];
    const { session } = await enter({
      handover: handoverOf(ALICE, texts),
      memory: {
        unread: { bob: 2, carol: 1 },
        calls: [
          { ...missed, at: 2_000 },
          { with: 'carol', media: 'voice', reason: 'declined', own: true, at: 2_500 },
        ],
      },
    });
    const { conversations } = session.app.value;
    expect(lines(session, BOB)).toEqual(['before', 'call', 'after']);
    expect(lines(session, CAROL)).toEqual(['hello', 'call']);
    expect(conversations.of(BOB).unread.value).toBe(1);
    expect(conversations.of(BOB).missed.value).toBe(1);
    expect(conversations.of(CAROL).missed.value).toBe(0);
    expect(conversations.talkedWith.value).toEqual(['bob', 'carol']);
    expect(last('state')).toMatchObject({ unread: 3 });
  });

  test('[P3] who is online when the session goes on has not just come', async () => {
    const { enter, parley } = setUp();
    const { session } = await enter({ handover: handoverOf(ALICE, [received(BOB, 'hi', 1)]) });
    parley().strings.came('bob');
    expect(lines(session, BOB)).toEqual(['hi']);
  });

  test('what another version of the page has left is no harm', async () => {
    const { enter } = setUp();
    const rest = { version: 0, conversations: 7 };
    const { session } = await enter({ memory: { unread: { bob: 1 }, rest } });
    expect(session.app.value.conversations.of(BOB).unread.value).toBe(1);
  });

  test('a change is told within a second, and once for all that came in it', async () => {
    const { enter, parley, timers, count, last } = setUp();
    await enter({});
    timers.advance(5_000);
    expect(count('remember')).toBe(0);
    parley().strings.text({ with: 'bob', from: 'bob', text: 'one' });
    timers.advance(500);
    parley().strings.text({ with: 'bob', from: 'bob', text: 'two' });
    timers.advance(500);
    expect(count('remember')).toBe(1);
    expect(last('remember')).toMatchObject({ memory: { unread: { bob: 2 } } });
  });

  test('the oldest texts stay behind where all are too many for the port', async () => {
    const { enter, say, last } = setUp();
    const long = 'x'.repeat(8_000);
    const texts = Array.from({ length: 600 }, (_, at) => received(BOB, long, at));
    await enter({ handover: handoverOf(ALICE, texts.slice(0, 300)) });
    say({ t: 'release' });
    expect(releasedOf(last('released')).handover?.texts).toHaveLength(300);
    const more = setUp();
    // As it grows in a page: what comes over the port is never so much.
    const { session } = await more.enter({});
    for (const { text } of texts) more.parley().strings.text(text);
    expect(lines(session, BOB)).toHaveLength(600);
    more.say({ t: 'release' });
    const kept = releasedOf(more.last('released')).handover?.texts ?? [];
    expect(kept.length).toBeGreaterThan(400);
    expect(kept.length).toBeLessThan(600);
    expect(kept.at(-1)?.text.at).toBe(599);
  });
});

describe('the state that the client shows', () => {
  test('[S3] follows the line, what is unread, and the call', async () => {
    const { enter, parley, posted, last } = setUp();
    const { session } = await enter({});
    const call = (): unknown => {
      const state = last('state');
      return state?.t === 'state' ? state.call : undefined;
    };
    parley().strings.connection({ name: 'reconnecting', since: 0 });
    expect(last('state')).toMatchObject({ connected: false, unread: 0 });
    parley().strings.connection({ name: 'connected' });
    const ringing = parley().strings.ring('bob', 'video');
    expect(call()).toEqual({ with: 'bob', media: 'video', state: 'ringing' });
    ringing.accept('voice');
    expect(call()).toEqual({ with: 'bob', media: 'video', state: 'connecting', microphone: true });
    ringing.set({ state: { name: 'active', since: 1 } });
    ringing.setMicrophone(false);
    expect(call()).toEqual({ with: 'bob', media: 'video', state: 'active', microphone: false });
    ringing.hangUp();
    expect(call()).toBeUndefined();
    session.app.value.calls.start(BOB, 'voice');
    expect(call()).toMatchObject({ state: 'calling' });
    const told = posted.length;
    session.app.value.conversations.write(BOB, 'nothing that it shows');
    expect(posted).toHaveLength(told);
  });

  test('[S6] a session that another device has taken is over, until the person takes it back', async () => {
    const { enter, parley, last } = setUp();
    const { session } = await enter({});
    parley().strings.connection({ name: 'closed', code: 'displaced' });
    expect(last('state')).toMatchObject({ connected: false, over: true });
    session.restart();
    expect(last('state')).toEqual({ t: 'state', user: 'alice', connected: true, unread: 0 });
  });
});

describe('letting go', () => {
  test.each(['release', 'beforeunload', 'pagehide'])(
    '[S4] at %s the session is handed over, once',
    async (how) => {
      const { enter, parley, say, happen, count, last, timers } = setUp();
      const { session } = await enter({ memory: { unread: { bob: 1 } } });
      const states = count('state');
      if (how === 'release') say({ t: 'release' });
      else happen('pagehide');
      expect(releasedOf(last('released'))).toMatchObject({
        handover: { user: 'alice' },
        memory: { unread: { bob: 1 } },
      });
      expect(parley().connection.state.name).toBe('closed');
      expect(session.handedOver.value).toBe(true);
      say({ t: 'release' });
      happen('pagehide');
      expect(count('released')).toBe(1);
      expect(count('state')).toBe(states);
      timers.advance(5_000);
      expect(count('remember')).toBe(0);
    },
  );

  test('a page that was about to be left and stays enters anew', async () => {
    const { enter, happen, timers, reloads } = setUp();
    await enter({});
    happen('beforeunload');
    timers.advance(9_000);
    expect(reloads()).toBe(0);
    timers.advance(1_000);
    expect(reloads()).toBe(1);
  });

  test('a call that does not ring any more ends, and leaves its line', async () => {
    const { enter, parley, happen, last } = setUp();
    await enter({});
    const call = parley().strings.ring('bob', 'voice');
    call.accept('voice');
    happen('pagehide');
    expect(call.state).toMatchObject({ name: 'ended' });
    expect(JSON.stringify(releasedOf(last('released')).memory.rest)).toContain('"with":"bob"');
  });

  test('a page that goes away on the way in gives back what it was given', async () => {
    const { desktop, say, happen, last } = setUp();
    const entering = desktop.enter(ALICE);
    const handover = handoverOf(ALICE);
    say({ t: 'begin', handover, memory: { unread: { bob: 1 } } });
    await entering;
    happen('pagehide');
    expect(last('released')).toEqual({ t: 'released', handover, memory: { unread: { bob: 1 } } });
  });

  test('a page that was not entered yet has nothing to let go of by a link to somewhere else', async () => {
    const { enter, happen, last } = setUp();
    happen('beforeunload');
    await enter({});
    expect(last('state')).toBeDefined();
  });

  test('a page that is shown again enters anew', async () => {
    const { enter, happen, reloads } = setUp();
    await enter({});
    happen('visibilitychange');
    expect(reloads()).toBe(0);
    happen('pagehide');
    happen('pageshow');
    expect(reloads()).toBe(1);
  });
});

describe('what the person wants', () => {
  test.each(['accept', 'decline'] as const)(
    '[C3] %s answers the call that rings, and no other one',
    async (what) => {
      const { enter, parley, say } = setUp();
      await enter({});
      const call = parley().strings.ring('bob', 'video');
      say({ t: 'intent', intent: { do: what, from: 'carol' } });
      expect(call.state.name).toBe('ringing');
      say({ t: 'intent', intent: { do: what, from: 'bob' } });
      expect(call.state.name).toBe(what === 'accept' ? 'connecting' : 'ended');
      expect(call.local.status.camera).toBe(what === 'accept');
    },
  );

  test('[C3] an answer waits 5 s for its call to ring here, and can say by what', async () => {
    const { enter, parley, say, timers } = setUp();
    await enter({ intent: { do: 'accept', from: 'bob', media: 'voice' } });
    timers.advance(4_900);
    const call = parley().strings.ring('bob', 'video');
    expect(call.state.name).toBe('connecting');
    expect(call.local.status.camera).toBe(false);
    call.hangUp();
    expect(parley().strings.ring('bob', 'video').state.name).toBe('ringing');
    parley().strings.call()?.hangUp();

    say({ t: 'intent', intent: { do: 'accept', from: 'bob' } });
    timers.advance(5_000);
    expect(parley().strings.ring('bob', 'video').state.name).toBe('ringing');
  });

  test('a link opens a conversation, and no camera: whether to call is asked', async () => {
    const { enter, say, asked, parley } = setUp();
    const { session } = await enter({});
    say({ t: 'intent', intent: { do: 'open', with: 'bob' } });
    expect(session.app.value.layout.selected.value).toBe('bob');
    expect(asked).toEqual([]);
    say({ t: 'intent', intent: { do: 'open', with: 'carol', media: 'video' } });
    expect(session.app.value.layout.selected.value).toBe('carol');
    expect(asked).toEqual([['carol', 'video']]);
    expect(parley().calls.current).toBeUndefined();
    say({ t: 'intent', intent: { do: 'open', with: 'alice', media: 'video' } });
    expect(asked).toHaveLength(1);
  });

  test('a link in a call asks for no other one', async () => {
    const { enter, say, asked } = setUp();
    const { session } = await enter({});
    const { calls, layout, conversations } = session.app.value;
    calls.start(BOB, 'voice');
    say({ t: 'intent', intent: { do: 'open', with: 'carol', media: 'video' } });
    expect(layout.state.value).toMatchObject({ selected: 'carol', call: { name: 'tile' } });
    expect(conversations.of(CAROL).hint.value).toBe('in-call');
    say({ t: 'intent', intent: { do: 'open', with: 'bob', media: 'voice' } });
    expect(layout.state.value.call.name).toBe('full');
    expect(asked).toEqual([]);
  });

  test('a link before the sign-in is opened after it; an answer to a call by then is too late', async () => {
    const early = { t: 'intent', intent: { do: 'open', with: 'bob' } } satisfies HostMessage;
    const { enter, say, parley } = setUp([JSON.stringify(early)]);
    say({ t: 'intent', intent: { do: 'accept', from: 'bob' } });
    const { session } = await enter({});
    expect(session.app.value.layout.selected.value).toBe('bob');
    expect(parley().strings.ring('bob', 'voice').state.name).toBe('ringing');
  });

  test('the tray’s microphone, hanging up and signing out', async () => {
    const { enter, say, parley, left } = setUp();
    await enter({});
    const call = parley().strings.ring('bob', 'voice');
    say({ t: 'intent', intent: { do: 'toggle-microphone' } });
    expect(call.local.status.microphone).toBe(true);
    call.accept('voice');
    say({ t: 'intent', intent: { do: 'toggle-microphone' } });
    expect(call.local.status.microphone).toBe(false);
    say({ t: 'intent', intent: { do: 'hang-up' } });
    expect(call.state.name).toBe('ended');
    say({ t: 'intent', intent: { do: 'sign-out' } });
    await Promise.resolve();
    expect(left).toEqual(['signed-out']);
  });
});
