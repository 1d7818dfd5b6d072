// Texts and custom messages on their way out: paced, in order, sent again after a loss (protocol T6, T8).
import type { ServerMessage, ServerMessageOf, TextId } from '@parley/protocol';
import type { Connection } from '../connection/connection.ts';
import { Emitter } from '../events.ts';
import { nextToSend, stepOutgoing, type Outgoing, type OutgoingEvent, type Sendable } from './outgoing.ts';
import type { Pacer } from './pacer.ts';

/** Whoever has sent it knows it by its id. */
export interface DeliveryEvents {
  accepted: ServerMessageOf<'chat.accepted'>;
  delivered: TextId;
  failed: { id: TextId; code: string };
}

export class Delivery extends Emitter<DeliveryEvents> {
  readonly #connection: Pick<Connection, 'messages' | 'send'>;
  readonly #pacer: Pacer;
  #outgoing: Outgoing = [];

  constructor({ connection, pacer }: { connection: Pick<Connection, 'messages' | 'send'>; pacer: Pacer }) {
    super();
    this.#connection = connection;
    this.#pacer = pacer;
    connection.messages.on('message', (message) => this.#hear(message));
    connection.messages.on('welcome', ({ recovered }) => {
      this.#advance({ type: 'welcomed', recovered });
      this.#pump();
    });
  }

  send(message: Sendable): void {
    this.#advance({ type: 'wrote', message });
    this.#pump();
  }

  #advance(event: OutgoingEvent): void {
    this.#outgoing = stepOutgoing(this.#outgoing, event);
  }

  readonly #pump = (): void => {
    for (let next = nextToSend(this.#outgoing); next; next = nextToSend(this.#outgoing)) {
      if (!this.#pacer.take()) return this.#pacer.wait(this.#pump);
      if (!this.#connection.send(next)) return;
      this.#advance({ type: 'handed-over', id: next.id });
    }
  };

  #hear(message: ServerMessage): void {
    if (message.t === 'chat.accepted') this.#accepted(message);
    if (message.t === 'chat.delivered') this.#delivered(message.ids);
    if (message.t === 'chat.failed') this.#failed(message.id, message.code);
    if (message.t !== 'error' || message.about?.id === undefined) return;
    const { t, id } = message.about;
    if (t === 'chat.send' || t === 'message.send') this.#failed(id as TextId, message.code);
  }

  #accepted(message: ServerMessageOf<'chat.accepted'>): void {
    this.#advance({ type: 'accepted', id: message.id });
    this.emit('accepted', message);
    this.#pump();
  }

  #delivered(ids: readonly TextId[]): void {
    for (const id of ids) {
      this.#advance({ type: 'delivered', id });
      this.emit('delivered', id);
    }
    this.#pump();
  }

  #failed(id: TextId, code: string): void {
    if (code === 'rate-limited') {
      this.#advance({ type: 'turned-away', id });
      this.#pacer.drain();
      return this.#pacer.wait(this.#pump);
    }
    this.#advance({ type: 'done', id });
    this.emit('failed', { id, code });
    this.#pump();
  }
}
