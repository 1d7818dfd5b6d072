// The signed-in page's model, put together from its parts.
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { Handover, Parley, UserId } from '@parley/client';
import { createAttention } from './attention.ts';
import { createCallLog, type CallLog } from './call-log.ts';
import { createCallsModel, type CallsModel } from './calls.ts';
import { createConnectionModel, type ConnectionModel } from './connection.ts';
import { createConversations, type ConversationsModel } from './conversations.ts';
import { createFiles, type CreateFileDesk, type FilesModel } from './files.ts';
import { createLayout, readable, type LayoutModel } from './layout.ts';
import { keepDrafts } from './kept/drafts.ts';
import { createKeptLoader, type CreateKept, type KeptLoader } from './kept/kept-loader.ts';
import { createDevices, type DevicesModel } from './devices/devices.ts';
import type { Hear } from './devices/level.ts';
import type { DeviceSettings } from './devices/settings.ts';
import type { Notifications } from './notifications.ts';
import { createOwnStatus, type OwnStatus } from './own-status.ts';
import type { Page } from './page.ts';
import type { Preferences } from './preferences.ts';
import { createPeople, type PeopleModel } from './people.ts';
import type { Sounds } from './sounds.ts';
import type { Reach } from './reach.ts';
import type { SessionNote } from './session-note.ts';
import { createTextNews } from './text-news.ts';
import type { Timers } from './timers.ts';
import { createWakeLock } from './wake-lock.ts';
import { createWayBack, type WayBack } from './way-back.ts';

export interface AppModel {
  readonly user: UserId;
  readonly connection: ConnectionModel;
  readonly people: PeopleModel;
  readonly conversations: ConversationsModel;
  /** Whose conversation is before the person's eyes. */
  readonly seen: ReadonlySignal<UserId | undefined>;
  readonly files: FilesModel;
  /** Whether the open conversation is searched in. */
  readonly finding: Signal<boolean>;
  /** What was said before this page. */
  readonly kept: KeptLoader['kept'];
  /** What lies over the page because the person asked for it, such as a large picture. */
  readonly over: Signal<ComponentType | undefined>;
  readonly calls: CallsModel;
  readonly callLog: CallLog;
  /** Declines what rings, and says this to whoever calls. */
  answerByText(words: string): void;
  readonly devices: DevicesModel;
  readonly wayBack: WayBack;
  readonly layout: LayoutModel;
  readonly page: Page;
  readonly notifications: Notifications;
  /** What reaches people whose page is hidden or closed; fetched after the app, and absent in the PC client. */
  readonly reach: ReadonlySignal<Reach | undefined>;
  readonly preferences: Preferences;
  readonly timers: Timers;
  /** How present one is oneself. */
  readonly status: OwnStatus;
  /** For trying sounds; nothing before the first click, or where the browser has no WebAudio. */
  readonly audio: () => AudioContext | undefined;
  choose(user: UserId): void;
  /** Another client goes on with the session, where there is one: this model is over, and can still be read. */
  handOver(): Handover | undefined;
  /** Leaves the server too. */
  close(): void;
}

export interface AppModelOptions {
  parley: Parley;
  page: Page;
  sounds: Sounds;
  notifications: Notifications;
  reach: ReadonlySignal<Reach | undefined>;
  preferences: Preferences;
  deviceSettings: DeviceSettings;
  /** For sounds and levels; nothing before the first click, or where the browser has no WebAudio. */
  audio: () => AudioContext | undefined;
  hear: Hear;
  timers: Timers;
  /** Calls back at every sign of somebody at the page. */
  onInput: (sign: () => void) => () => void;
  /** Remembers a call over a reload. */
  callNote: SessionNote;
  /** Remembers what is not sent yet over a reload. */
  draftNote: SessionNote;
  /** Fetches the code for files. */
  loadFiles: () => Promise<CreateFileDesk>;
  /** Fetches the code for what was said before this page. */
  loadKept: () => Promise<CreateKept>;
  document: Pick<Document, 'title'>;
  /** Absent where the browser can't keep the screen on. */
  wakeLock: WakeLock | undefined;
}

export function createAppModel(options: AppModelOptions): AppModel {
  const { parley, page, sounds, notifications, preferences, timers, draftNote, document } = options;
  const { reach } = options;
  const self = parley.user;
  const layout = createLayout();
  const talk = createTalk(options, layout);
  const { connection, conversations, people, files } = talk;
  const drafts = keepDrafts({ self, conversations, note: draftNote });
  const telephone = createTelephone(options, layout, conversations);
  const history = historyOf(options, layout, talk, telephone.callLog);
  const { calls } = telephone;
  const devices = devicesOf(options);
  const stop = followCalls(parley.calls, preferences, calls, conversations);
  const wayBack = wayBackOf(options, calls);
  const attention = createAttention({
    calls,
    unread: conversations.unreadTotal,
    visible: page.visible,
    sounds,
    timers,
    document,
    notify: (title, call) => reach.peek()?.push.ring(call) ?? notifications.show(title),
  });
  const choose = (user: UserId): void => {
    conversations.of(user);
    layout.send({ name: 'person-chosen', user });
    calls.prepare();
  };
  const { status, ...presence } = createOwnPresence(options, { calls, conversations }, choose);
  const wakeLock = createWakeLock({ api: options.wakeLock, wanted: calls.taken, visible: page.visible });
  const end = (): void => {
    stop();
    for (const part of [
      wakeLock,
      presence,
      devices,
      attention,
      wayBack,
      files,
      calls,
      people,
      drafts,
      history,
      conversations,
      connection,
    ])
      part.close();
  };
  return {
    user: self,
    ...talk,
    kept: history.kept,
    ...telephone,
    devices,
    wayBack,
    layout,
    page,
    notifications,
    reach,
    preferences,
    timers,
    status,
    audio: options.audio,
    choose,
    handOver: () => {
      // The line about a call that ends with this is still to be written.
      const handover = parley.handOver();
      end();
      return handover;
    },
    close: () => {
      end();
      parley.close();
    },
  };
}

function wayBackOf({ parley, page, callNote: note, timers }: AppModelOptions, calls: CallsModel): WayBack {
  return createWayBack({ self: parley.user, calls, waiting: parley.calls, left: page.left, note, timers });
}

/** How present one is, and what that lets be heard of new texts. */
function createOwnPresence(
  { parley, page, preferences, timers, onInput, sounds, notifications, reach }: AppModelOptions,
  { calls, conversations }: { calls: CallsModel; conversations: ConversationsModel },
  open: (user: UserId) => void,
): { status: OwnStatus; close: () => void } {
  const { user, presence, chat } = parley;
  const { now } = timers;
  const status = createOwnStatus({ user, presence, preferences, timers, engaged: calls.taken, onInput });
  const news = createTextNews({
    chat,
    preferences,
    status: status.shown,
    visible: page.visible,
    sounds,
    now,
    notify: (notice) =>
      reach.peek()?.push.tell(notice) ?? notifications.tell(notice, () => open(notice.from)),
    isOver: ({ id, with: other }) => {
      const { unread, marks } = conversations.of(other);
      return unread.value === 0 || marks.value.get(id)?.deleted === true;
    },
  });
  const close = (): void => {
    news.close();
    status.close();
  };
  return { status, close };
}

function devicesOf({ parley, deviceSettings: settings, audio, hear }: AppModelOptions): DevicesModel {
  return createDevices({ calls: parley.calls, settings, audio, hear });
}

/** What is set reaches the calls, and whoever calls has a conversation. */
function followCalls(
  api: Parley['calls'],
  preferences: Preferences,
  calls: CallsModel,
  conversations: ConversationsModel,
): () => void {
  const stops = [
    effect(() => api.prefer(preferences.calls.value)),
    effect(() => {
      const other = calls.live.value?.with;
      if (other !== undefined) untracked(() => conversations.of(other));
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function historyOf(
  { parley, timers, loadKept: load }: AppModelOptions,
  layout: LayoutModel,
  { connection, conversations }: Talk,
  callLog: CallLog,
): KeptLoader {
  const { user: self, chat, messages } = parley;
  const { connected } = connection;
  const base = { self, chat, messages, conversations, timers, callLog };
  return createKeptLoader({ ...base, connected, opened: layout.selected, load });
}

type Telephone = Pick<AppModel, 'calls' | 'callLog' | 'answerByText'>;

/** Calls, what is left of them, and words in their stead. */
function createTelephone(
  { parley, timers }: AppModelOptions,
  layout: LayoutModel,
  conversations: ConversationsModel,
): Telephone {
  const callLog = createCallLog();
  const calls = createCallsModel({
    self: parley.user,
    calls: parley.calls,
    layout,
    timers,
    record: (user, outcome) => {
      callLog.add({ at: timers.now(), outcome });
      conversations.recordCall(user, outcome);
    },
  });
  const answerByText = (words: string): void => {
    const call = calls.ringing.peek();
    if (!call) return;
    calls.decline();
    conversations.say(call.with, words);
  };
  return { calls, callLog, answerByText };
}

type Talk = Pick<AppModel, 'connection' | 'people' | 'conversations' | 'seen' | 'files' | 'over' | 'finding'>;

/** Who is there, and what is said. */
function createTalk(
  { parley, page, timers, loadFiles, preferences }: AppModelOptions,
  layout: LayoutModel,
): Talk {
  const seen = computed(() =>
    page.visible.value ? readable(layout.state.value, page.wide.value) : undefined,
  );
  const connection = createConnectionModel(parley.connection, page.networkUp);
  const { connected } = connection;
  const conversations = createConversations({
    self: parley.user,
    chat: parley.chat,
    messages: parley.messages,
    timers,
    seen,
    tellsSeen: computed(() => preferences.current.value.tellSeen),
  });
  const people = createPeople({
    presence: parley.presence,
    connected,
    talkedWith: conversations.talkedWith,
    onChange: (change) => conversations.presenceChanged(change),
  });
  const over = signal<ComponentType | undefined>(undefined);
  const files = createFiles({
    self: parley.user,
    blobs: parley.blobs,
    conversations,
    connected,
    load: loadFiles,
    timers,
    over,
  });
  return { connection, people, conversations, seen, files, over, finding: signal(false) };
}
