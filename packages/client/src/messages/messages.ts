// Custom messages: sent and delivered like texts, handed to the program's handlers once (protocol T8–T11); and queries.
import { decodePayload, mintTextId, type ServerMessageOf, type TextId, type UserId } from '@parley/protocol';
import type { IncomingMessage, IncomingQuery, MessagesApi, QueryOptions } from '../api/messages.ts';
import type { Connection } from '../connection/connection.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Explain, ParleyError } from '../error.ts';
import { report } from '../events.ts';
import { Answering } from './answering.ts';
import { Asking, type AskingOptions } from './asking.ts';
import { Handlers } from './handlers.ts';
import { encode, errorOf } from './outgoing-payload.ts';
import { Seen } from './seen.ts';

interface Waiting {
  resolve: () => void;
  reject: (error: ParleyError) => void;
}

interface MessagesOptions extends AskingOptions {
  delivery: Delivery;
}

export class Messages implements MessagesApi {
  readonly #connection: Pick<Connection, 'state'>;
  readonly #delivery: Delivery;
  readonly #explain: Explain;
  readonly #waiting = new Map<TextId, Waiting>();
  readonly #seen = new Seen();
  readonly #handlers = new Handlers<(message: IncomingMessage) => void>();

  readonly #asking: Asking;
  readonly #answering: Answering;

  constructor(options: MessagesOptions) {
    const { connection, delivery, explain } = options;
    this.#asking = new Asking(options);
    this.#answering = new Answering(options);
    this.#connection = connection;
    this.#delivery = delivery;
    this.#explain = explain;
    connection.messages.on('message', (message) => {
      if (message.t === 'message.received') this.#received(message);
    });
    connection.on('changed', () => this.#giveUp());
    delivery.on('delivered', (id) => this.#take(id)?.resolve());
    delivery.on('failed', ({ id, code }) => this.#take(id)?.reject(errorOf(this.#explain, code)));
  }

  async send(to: UserId | string, type: string, payload: unknown): Promise<void> {
    const body = encode(to, type, payload);
    const id = mintTextId();
    await new Promise<void>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      if (!this.#giveUp()) this.#delivery.send({ t: 'message.send', id, to: to as UserId, type, ...body });
    });
  }

  handle(type: string, handler: (message: IncomingMessage<never, never>) => void): () => void {
    return this.#handlers.add(type, handler as (message: IncomingMessage) => void);
  }

  handleOther(handler: (message: IncomingMessage) => void): () => void {
    return this.#handlers.addOther(handler);
  }

  /** Answers what the program's own map says, which nobody here knows. */
  query(to: UserId | string, type: string, ask: unknown, options?: QueryOptions): Promise<never> {
    return this.#asking.ask(to, type, ask, options) as Promise<never>;
  }

  answer(type: string, handler: (query: IncomingQuery<never, never>) => unknown): () => void {
    return this.#answering.handlers.add(type, handler as (query: IncomingQuery) => unknown);
  }

  #received({ id, from, to, type, at, data, bytes }: ServerMessageOf<'message.received'>): void {
    if (!this.#seen.isNew(id)) return;
    const handler = this.#handlers.get(type);
    const payload = decodePayload({ data, bytes });
    if (!handler || !payload.ok) return;
    try {
      handler({ id, from, to, type, payload: payload.value, at });
    } catch (cause) {
      report(cause);
    }
  }

  #take(id: TextId): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  /** Where the connection is over for good, nothing is told any more of what was sent. */
  #giveUp(): boolean {
    const { state } = this.#connection;
    if (state.name !== 'closed') return false;
    for (const { reject } of this.#waiting.values()) reject(this.#explain(state.code));
    this.#waiting.clear();
    return true;
  }
}
