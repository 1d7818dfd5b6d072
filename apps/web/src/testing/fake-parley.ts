// A Parley without a server: its strings are in a test's hands. Never part of a build.
import type {
  CallMedia,
  CallPreferences,
  CallsEvents,
  ChatEvents,
  ConnectionEvents,
  ConnectionState,
  DeviceId,
  ErrorCode,
  Handover,
  PresenceStatus,
  Parley,
  Text,
  TextId,
  TextState,
  UserId,
} from '@parley/client';
import type { Call, PresenceEvents, SessionId } from '@parley/client';
import { FakeEmitter } from './emitter.ts';
import { createFakeBlobs, type FakeBlobs } from './fake-blobs.ts';
import { createFakeDevices, type FakeDevices } from './fake-devices.ts';
import { createFakeMessages, type FakeMessages } from './fake-messages.ts';
import { createFakeCall, type FakeCall } from './fake-call.ts';

export interface FakeParley extends Parley {
  readonly strings: {
    connection(state: ConnectionState): void;
    came(...users: string[]): void;
    went(...users: string[]): void;
    /** Somebody, or oneself on another device, is more or less present now. */
    turn(user: string, status: PresenceStatus): void;
    /** A text from somebody, or one's own from another device. */
    text(options: { with: string; from: string; text: string; at?: number; state?: TextState }): Text;
    change(id: TextId, state: TextState): void;
    typing(from: string, on: boolean): void;
    ring(from: string, media: CallMedia): FakeCall;
    /** A call that has lost this account’s device. */
    wait(other: string, media: CallMedia): void;
    call(): FakeCall | undefined;
    readonly blobs: FakeBlobs['strings'];
    readonly devices: FakeDevices['strings'];
    readonly messages: FakeMessages['strings'];
  };
}

export interface FakeParleyOptions {
  user: string;
  online?: readonly string[];
  camera?: () => MediaStream | undefined;
  now?: () => number;
  /** What becomes of a text that is sent. */
  fate?: (text: Text) => TextState;
  /** What another one handed over. */
  goOn?: Handover | undefined;
}

export function createFakeParley(options: FakeParleyOptions): FakeParley {
  const user = options.user as UserId;
  const now = options.now ?? Date.now;
  const presence = createPresence(user, options.online ?? []);
  const chat = createChat(user, now, options.fate ?? (() => ({ name: 'delivered' })), options.goOn);
  const calls = createCalls(user, options.camera ?? (() => undefined));
  const blobs = createFakeBlobs();
  const messages = createFakeMessages(user, now);
  const connection = new FakeEmitter<ConnectionEvents>();
  let state: ConnectionState = { name: 'connected' };
  const setState = (next: ConnectionState): void => {
    state = next;
    connection.emit('changed', next);
  };
  return {
    user,
    connection: {
      get state() {
        return state;
      },
      on: (type, listener) => connection.on(type, listener),
    },
    presence: presence.api,
    chat: chat.api,
    calls: calls.api,
    messages: messages.api,
    blobs: blobs.api,
    signOut: () => Promise.resolve(setState({ name: 'closed', code: 'signed-out' })),
    handOver: () => {
      const over = state.name === 'closed';
      const call = calls.api.current;
      if (call?.state.name !== 'ringing') call?.hangUp();
      setState({ name: 'closed', code: 'closed' });
      const session = 'a session' as SessionId;
      const device = 'a device' as DeviceId;
      return over ? undefined : { user, device, session, seq: 0, texts: chat.texts() };
    },
    close: () => {
      if (state.name !== 'closed') setState({ name: 'closed', code: 'closed' as ErrorCode });
    },
    strings: {
      connection: setState,
      ...presence.strings,
      ...chat.strings,
      ...calls.strings,
      blobs: blobs.strings,
      messages: messages.strings,
    },
  };
}

function createPresence(self: UserId, initial: readonly string[]) {
  const online = new Set(initial as UserId[]);
  const events = new FakeEmitter<PresenceEvents>();
  const statuses = new Map<string, PresenceStatus>();
  const own = { chosen: 'available' as PresenceStatus, idle: false };
  const turn = (user: string, status: PresenceStatus): void => {
    statuses.set(user, status);
    events.emit('turned', [user as UserId]);
  };
  const turnSelf = (): void => turn(self, own.idle && own.chosen === 'available' ? 'away' : own.chosen);
  const api: Parley['presence'] = {
    online,
    on: (type, listener) => events.on(type, listener),
    statusOf: (user) =>
      user === self || online.has(user as UserId) ? (statuses.get(user) ?? 'available') : undefined,
    get chosen() {
      return own.chosen;
    },
    setStatus: (status) => {
      own.chosen = status;
      turnSelf();
    },
    setIdle: (idle) => {
      own.idle = idle;
      turnSelf();
    },
  };
  const came = (...users: string[]): void => {
    for (const user of users) online.add(user as UserId);
    events.emit('changed', { online: users as UserId[], offline: [] });
  };
  const went = (...users: string[]): void => {
    for (const user of users) online.delete(user as UserId);
    events.emit('changed', { online: [], offline: users as UserId[] });
  };
  return { api, strings: { came, went, turn } };
}

function createChat(
  self: UserId,
  now: () => number,
  fate: (text: Text) => TextState,
  goOn: Handover | undefined,
) {
  const events = new FakeEmitter<ChatEvents>();
  let all: readonly Text[] = goOn?.texts.map(({ text }) => text) ?? [];
  let count = all.length;
  const add = (text: Omit<Text, 'id'>): Text => {
    count += 1;
    const made = { ...text, id: `text-${String(count).padStart(12, '0')}` as TextId };
    all = [...all, made];
    events.emit('added', made);
    return made;
  };
  const change = (id: TextId, state: TextState): void => {
    all = all.map((text) => (text.id === id ? { ...text, state } : text));
    for (const text of all) if (text.id === id) events.emit('changed', text);
  };
  const send = (to: UserId, text: string): Text => {
    const made = add({ with: to, from: self, text, at: now(), state: { name: 'sending' } });
    queueMicrotask(() => change(made.id, fate(made)));
    return made;
  };
  const api: Parley['chat'] = {
    on: (type, listener) => events.on(type, listener),
    conversation: (user) => all.filter((text) => text.with === user),
    send,
    retry: (id) => {
      const text = api.discard(id);
      if (text) send(text.with, text.text);
    },
    discard: (id) => {
      const text = all.find((text) => text.id === id && text.state.name === 'failed');
      all = all.filter((other) => other !== text);
      if (text) events.emit('removed', text);
      return text;
    },
    typing: () => undefined,
  };
  const text: FakeParley['strings']['text'] = ({ with: other, from, text, at = now(), state }) =>
    add({
      with: other as UserId,
      from: from as UserId,
      text,
      at,
      state: state ?? { name: from === self ? 'delivered' : 'received' },
    });
  const typing = (from: string, on: boolean): void => events.emit('typing', { from: from as UserId, on });
  return { api, texts: () => all.map((text) => ({ text })), strings: { text, change, typing } };
}

function createCalls(self: UserId, camera: () => MediaStream | undefined) {
  const events = new FakeEmitter<CallsEvents>();
  let current: FakeCall | undefined;
  let other: FakeCall | undefined;
  let preferences: CallPreferences = {
    relayOnly: false,
    saveData: false,
    microphone: undefined,
    camera: undefined,
    cleanSound: true,
    blurBackground: false,
    waiting: false,
  };
  const devices = createFakeDevices(camera, () =>
    events.emit('devices', { change: 'added', kind: 'microphone', label: '' }),
  );
  let count = 0;
  const changed = (call: FakeCall): void => {
    if (call !== current && call !== other) return;
    const over = call.state.name === 'ended';
    if (over) [current, other] = [call === current ? other : current, undefined];
    events.emit('changed', call);
    if (!over) return;
    events.emit('ended', call);
    if (current) events.emit('changed', current);
  };
  const come = (call: FakeCall): (() => void) => {
    const before = current;
    if (call !== other || !before) return () => undefined;
    [current, other] = [call, before];
    return () => before.set({ held: true });
  };
  const begin = (user: UserId, direction: Call['direction'], media: CallMedia): FakeCall => {
    count += 1;
    const call = createFakeCall({
      id: `call-${count}`,
      with: user,
      direction,
      media,
      self,
      camera,
      changed,
      come,
    });
    if (current) other = call;
    else current = call;
    events.emit('started', call);
    return call;
  };
  const api: Parley['calls'] = {
    on: (type, listener) => events.on(type, listener),
    get current() {
      return current;
    },
    get other() {
      return other;
    },
    supported: true,
    invite: (to, media) => begin(to as UserId, 'outgoing', media),
    prepare: () => undefined,
    get preferences() {
      return preferences;
    },
    prefer: (change) => {
      preferences = { ...preferences, ...change };
    },
    ...devices.api,
  };
  const ring = (from: string, media: CallMedia): FakeCall => begin(from as UserId, 'incoming', media);
  const wait = (other: string, media: CallMedia): void =>
    events.emit('waiting', { with: other as UserId, media });
  return { api, strings: { ring, wait, call: () => current, devices: devices.strings } };
}
