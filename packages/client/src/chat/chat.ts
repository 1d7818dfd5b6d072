// Texts between people: sent, ordered, acknowledged, and sent again after a loss (protocol T1–T7).
import {
  isErrorCode,
  isSendableText,
  mintTextId,
  type ServerMessage,
  type ServerMessageOf,
  type TextId,
  type UserId,
} from '@parley/protocol';
import type { ChatApi, Text, TextState } from '../api.ts';
import type { Connection } from '../connection/connection.ts';
import { createPacer } from '../connection/pacer.ts';
import type { Platform } from '../connection/platform.ts';
import { ParleyError } from '../error.ts';
import { Emitter } from '../events.ts';
import { Conversation } from './conversation.ts';
import { nextToSend, stepOutgoing, type Outgoing, type OutgoingEvent } from './outgoing.ts';
import { createTypingTeller, createTypingWatcher } from './typing.ts';

/** The part of the server's rate that texts may use: the rest is for calls. */
const SHARE = 0.75;

export interface Chat extends ChatApi {
  close(): void;
}

interface ChatOptions {
  connection: Pick<Connection, 'messages' | 'send' | 'clockOffset'>;
  platform: Platform;
  user: UserId;
}

export function createChat({ connection, platform, user }: ChatOptions): Chat {
  const events = new Emitter<{ added: Text; changed: Text; typing: { from: UserId; on: boolean } }>();
  const conversations = new Map<UserId, Conversation>();
  const owners = new Map<TextId, Conversation>();
  const pacer = createPacer(platform);
  const teller = createTypingTeller(platform, (to, on) => connection.send({ t: 'chat.typing', to, on }));
  const watcher = createTypingWatcher(platform, (from, on) => events.emit('typing', { from, on }));
  let outgoing: Outgoing = [];

  function conversation(other: UserId): Conversation {
    const known = conversations.get(other);
    if (known) return known;
    const made = new Conversation(other);
    conversations.set(other, made);
    return made;
  }

  function advance(event: OutgoingEvent): void {
    outgoing = stepOutgoing(outgoing, event);
  }

  function pump(): void {
    for (let next = nextToSend(outgoing); next; next = nextToSend(outgoing)) {
      if (!pacer.take()) return pacer.wait(pump);
      const { id, to, text } = next;
      if (!connection.send({ t: 'chat.send', id, to, text })) return;
      advance({ type: 'handed-over', id });
    }
  }

  function write(to: UserId, body: string): Text {
    const id = mintTextId();
    const at = platform.now() + connection.clockOffset;
    const text: Text = { id, with: to, from: user, text: body, at, state: { name: 'sending' } };
    conversation(to).put(text);
    owners.set(id, conversation(to));
    advance({ type: 'wrote', id, to, text: body });
    teller.sent(to);
    events.emit('added', text);
    pump();
    return text;
  }

  function change(id: TextId, state: TextState, placed?: { at: number; place: number }): void {
    const owner = owners.get(id);
    const text = owner?.get(id);
    if (!owner || !text) return;
    const changed = { ...text, state, at: placed?.at ?? text.at };
    owner.put(changed, placed?.place);
    events.emit('changed', changed);
  }

  function accepted({ id, at, place }: ServerMessageOf<'chat.accepted'>): void {
    advance({ type: 'accepted', id });
    // Said again after a reconnect it must not take back what is known by now.
    const state = owners.get(id)?.get(id)?.state;
    if (state) change(id, state.name === 'sending' ? { name: 'sent' } : state, { at, place });
    pump();
  }

  function failed(id: TextId, code: string): void {
    if (code === 'rate-limited') {
      advance({ type: 'turned-away', id });
      return pacer.wait(pump);
    }
    advance({ type: 'done', id });
    change(id, { name: 'failed', code: isErrorCode(code) ? code : 'not-delivered' });
    pump();
  }

  function delivered(ids: readonly TextId[]): void {
    for (const id of ids) {
      advance({ type: 'done', id });
      change(id, { name: 'delivered' });
    }
  }

  function received(message: ServerMessageOf<'chat.message'>): void {
    const { id, from, to, at, place } = message;
    const other = from === user ? to : from;
    // A text sent again after a restart of the server is shown once (T6).
    if (owners.has(id)) return;
    const state: TextState = from === user ? { name: 'sent' } : { name: 'received' };
    const text: Text = { id, with: other, from, text: message.text, at, state };
    owners.set(id, conversation(other));
    conversation(other).put(text, place);
    watcher.heard(other, false);
    events.emit('added', text);
  }

  function hear(message: ServerMessage): void {
    if (message.t === 'chat.message') received(message);
    if (message.t === 'chat.accepted') accepted(message);
    if (message.t === 'chat.delivered') delivered(message.ids);
    if (message.t === 'chat.failed') failed(message.id, message.code);
    if (message.t === 'chat.typing') watcher.heard(message.from, message.on);
    if (message.t === 'error' && message.about?.t === 'chat.send' && message.about.id !== undefined)
      failed(message.about.id as TextId, message.code);
  }

  connection.messages.on('message', hear);
  connection.messages.on('welcome', ({ recovered, rate }) => {
    pacer.setRate({ burst: rate.burst * SHARE, perSecond: rate.perSecond * SHARE });
    advance({ type: 'welcomed', recovered });
    pump();
  });

  return {
    on: (type, listener) => events.on(type, listener),
    conversation: (other) => conversations.get(other)?.texts ?? [],
    send(to, body) {
      if (!isSendableText(body)) throw new ParleyError('bad-message', { message: 'A text is blank or over 8 KiB.' });
      return write(to, body);
    },
    retry(id) {
      const owner = owners.get(id);
      const text = owner?.get(id);
      if (!owner || text?.state.name !== 'failed') return;
      owner.remove(id);
      owners.delete(id);
      write(text.with, text.text);
    },
    typing: (to) => teller.pressed(to),
    close() {
      pacer.close();
      teller.close();
      watcher.close();
    },
  };
}
