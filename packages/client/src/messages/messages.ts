// Custom messages: sent and delivered like texts, handed to the program's handlers once (protocol T8–T11).
import {
  decodePayload,
  encodePayload,
  isErrorCode,
  isMessageType,
  LIMITS,
  mintTextId,
  type Payload,
  type ServerMessageOf,
  type TextId,
  type UserId,
} from '@parley/protocol';
import type { IncomingMessage, MessagesApi } from '../api/messages.ts';
import type { Connection } from '../connection/connection.ts';
import type { Delivery } from '../delivery/delivery.ts';
import { ParleyError } from '../error.ts';
import { report } from '../events.ts';
import { badType, Handlers } from './handlers.ts';
import { Seen } from './seen.ts';

interface Waiting {
  resolve: () => void;
  reject: (error: ParleyError) => void;
}

interface MessagesOptions {
  connection: Pick<Connection, 'messages' | 'on' | 'state'>;
  delivery: Delivery;
}

export class Messages implements MessagesApi {
  readonly #connection: MessagesOptions['connection'];
  readonly #delivery: Delivery;
  readonly #waiting = new Map<TextId, Waiting>();
  readonly #seen = new Seen();
  readonly #handlers = new Handlers<(message: IncomingMessage) => void>();

  constructor({ connection, delivery }: MessagesOptions) {
    this.#connection = connection;
    this.#delivery = delivery;
    connection.messages.on('message', (message) => {
      if (message.t === 'message.received') this.#received(message);
    });
    connection.on('changed', () => this.#giveUp());
    delivery.on('delivered', (id) => this.#take(id)?.resolve());
    delivery.on('failed', ({ id, code }) => this.#take(id)?.reject(errorOf(code)));
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

  #received({ id, from, type, at, data, bytes }: ServerMessageOf<'message.received'>): void {
    if (!this.#seen.isNew(id)) return;
    const handler = this.#handlers.get(type);
    const payload = decodePayload({ data, bytes });
    if (!handler || !payload.ok) return;
    try {
      handler({ id, from, type, payload: payload.value, at });
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
    for (const { reject } of this.#waiting.values()) reject(new ParleyError(state.code));
    this.#waiting.clear();
    return true;
  }
}

/** Throws ParleyError: nothing is sent that the server would refuse. */
export function encode(to: string, type: string, payload: unknown): Payload {
  if (!isMessageType(type)) throw badType(type);
  if (to === '' || to.length > LIMITS.accountLength)
    throw new ParleyError('bad-message', { message: `"${to}" is no account's name.` });
  const encoded = encodePayload(payload);
  if (encoded.ok) return encoded.value;
  const message =
    encoded.error === 'too-large' ? 'A payload is over 48 KiB.' : 'JSON cannot say this payload.';
  throw new ParleyError(encoded.error, { message });
}

export function errorOf(code: string, message?: string): ParleyError {
  const known = isErrorCode(code) ? code : 'internal';
  return new ParleyError(known, message === undefined ? {} : { message });
}
