// Texts between people: written, shown in the server's order, with what became of each (protocol T1–T7).
import {
  isErrorCode,
  isSendableText,
  mintTextId,
  type ServerMessage,
  type ServerMessageOf,
  type TextId,
  type UserId,
} from '@parley/protocol';
import type { ChatApi, ChatEvents, HandedText, Text, TextState } from '../api/chat.ts';
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { ParleyError } from '../error.ts';
import { Emitter } from '../events.ts';
import { Conversation } from './conversation.ts';
import { createTypingTeller, createTypingWatcher, type TypingTeller, type TypingWatcher } from './typing.ts';

interface ChatOptions {
  connection: Pick<Connection, 'messages' | 'send' | 'clockOffset'>;
  delivery: Delivery;
  platform: Pick<Platform, 'now' | 'after'>;
  user: UserId;
  /** Of the client that this one goes on for. */
  texts?: readonly HandedText[] | undefined;
}

export class Chat extends Emitter<ChatEvents> implements ChatApi {
  readonly #options: ChatOptions;
  readonly #conversations = new Map<UserId, Conversation>();
  /** Which conversation a text is in. Also what a text that comes twice is known by (T6). */
  readonly #owners = new Map<TextId, Conversation>();
  readonly #teller: TypingTeller;
  readonly #watcher: TypingWatcher;

  constructor(options: ChatOptions) {
    super();
    const { connection, delivery, platform } = options;
    this.#options = options;
    this.#teller = createTypingTeller(platform, (to, on) => connection.send({ t: 'chat.typing', to, on }));
    this.#watcher = createTypingWatcher(platform, (from, on) => this.emit('typing', { from, on }));
    connection.messages.on('message', (message) => this.#hear(message));
    delivery.on('accepted', (message) => this.#accepted(message));
    delivery.on('delivered', (id) => this.#change(id, { name: 'delivered' }));
    delivery.on('failed', ({ id, code }) => this.#failed(id, code));
    for (const { text, place } of options.texts ?? []) this.#goOn(text, place);
  }

  get texts(): readonly HandedText[] {
    return [...this.#conversations.values()].flatMap((one) => one.placed);
  }

  conversation(other: UserId): readonly Text[] {
    return this.#conversations.get(other)?.texts ?? [];
  }

  send(to: UserId, body: string): Text {
    if (!isSendableText(body))
      throw new ParleyError('bad-message', { message: 'A text is blank or over 8 KiB.' });
    return this.#write(to, body);
  }

  retry(id: TextId): void {
    const text = this.discard(id);
    if (text) this.#write(text.with, text.text);
  }

  discard(id: TextId): Text | undefined {
    const owner = this.#owners.get(id);
    const text = owner?.get(id);
    if (!owner || text?.state.name !== 'failed') return undefined;
    owner.remove(id);
    this.#owners.delete(id);
    this.emit('removed', text);
    return text;
  }

  typing(to: UserId): void {
    this.#teller.pressed(to);
  }

  close(): void {
    this.#teller.close();
    this.#watcher.close();
  }

  #conversationWith(other: UserId): Conversation {
    const known = this.#conversations.get(other);
    if (known) return known;
    const made = new Conversation(other);
    this.#conversations.set(other, made);
    return made;
  }

  #write(to: UserId, body: string): Text {
    const { platform, connection, delivery, user } = this.#options;
    const id = mintTextId();
    const at = platform.now() + connection.clockOffset;
    const text: Text = { id, with: to, from: user, text: body, at, state: { name: 'sending' } };
    this.#add(text);
    this.#teller.sent(to);
    this.emit('added', text);
    delivery.send({ t: 'chat.send', id, to, text: body });
    return text;
  }

  #goOn(text: Text, place: number | undefined): void {
    this.#add(text, place);
    const { id, with: to, text: body, state } = text;
    if (state.name === 'sending') this.#options.delivery.send({ t: 'chat.send', id, to, text: body });
  }

  #add(text: Text, place?: number): void {
    const conversation = this.#conversationWith(text.with);
    conversation.put(text, place);
    this.#owners.set(text.id, conversation);
  }

  #change(id: TextId, state: TextState, placed?: { at: number; place: number }): void {
    const owner = this.#owners.get(id);
    const text = owner?.get(id);
    if (!owner || !text) return;
    const changed = { ...text, state, at: placed?.at ?? text.at };
    owner.put(changed, placed?.place);
    this.emit('changed', changed);
  }

  #hear(message: ServerMessage): void {
    if (message.t === 'chat.message') this.#received(message);
    if (message.t === 'chat.typing') this.#watcher.heard(message.from, message.on);
  }

  #accepted({ id, at, place }: ServerMessageOf<'chat.accepted'>): void {
    // Said again after a reconnect it must not take back what is known by now.
    const state = this.#owners.get(id)?.get(id)?.state;
    if (state) this.#change(id, state.name === 'sending' ? { name: 'sent' } : state, { at, place });
  }

  #failed(id: TextId, code: string): void {
    const owner = this.#owners.get(id);
    const text = owner?.get(id);
    // It was sent again only for its place, which nobody knows any more: it stays where it is.
    if (text?.state.name === 'delivered') owner?.put(text, Math.min(owner.placeOf(id), owner.lastPlace));
    else this.#change(id, { name: 'failed', code: isErrorCode(code) ? code : 'not-delivered' });
  }

  #received({ id, from, to, text: body, at, place }: ServerMessageOf<'chat.message'>): void {
    const known = this.#owners.get(id);
    if (known) {
      // Shown once; but the server gave it up in between and accepted it anew, further down, where its sender has it (T6).
      // One that somebody else gives an id which is taken is none of this.
      const shown = known.get(id);
      if (shown?.from === from && place > known.placeOf(id)) this.#change(id, shown.state, { at, place });
      return;
    }
    // From another device of this account, or from the other.
    const own = from === this.#options.user;
    const other = own ? to : from;
    const text: Text = { id, with: other, from, text: body, at, state: { name: own ? 'sent' : 'received' } };
    this.#add(text, place);
    this.#watcher.heard(other, false);
    this.emit('added', text);
  }
}
