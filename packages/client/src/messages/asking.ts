// Queries that this program asks: paced, asked again after a loss, each with exactly one outcome (protocol Q1–Q6).
import {
  decodePayload,
  LIMITS,
  mintQueryId,
  TIMES,
  type ClientMessageOf,
  type QueryId,
  type ServerMessage,
  type UserId,
} from '@parley/protocol';
import type { QueryOptions } from '../api/messages.ts';
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';
import type { Pacer } from '../delivery/pacer.ts';
import { ParleyError, type Explain } from '../error.ts';
import { encode, errorOf } from './outgoing-payload.ts';

interface Ask {
  readonly message: ClientMessageOf<'query.ask'>;
  /** In ms on this device's clock. */
  readonly until: number;
  /** Whether this session has asked it. */
  isAsked: boolean;
  /** With what it is rejected, or the answer. */
  readonly settle: (error: ParleyError | undefined, answer?: unknown) => void;
}

export interface AskingOptions {
  connection: Pick<Connection, 'messages' | 'send' | 'state' | 'on'>;
  pacer: Pacer;
  platform: Pick<Platform, 'now' | 'after'>;
  explain: Explain;
  /** Ms. */
  timeout?: number | undefined;
}

export class Asking {
  readonly #options: AskingOptions;
  readonly #open = new Map<QueryId, Ask>();

  constructor(options: AskingOptions) {
    const { connection } = options;
    this.#options = options;
    connection.messages.on('message', (message) => this.#hear(message));
    connection.messages.on('welcome', () => {
      for (const ask of this.#open.values()) ask.isAsked = false;
      this.#pump();
    });
    connection.on('changed', (state) => {
      if (state.name !== 'closed') return;
      for (const id of this.#open.keys()) this.#end(id, options.explain(state.code));
    });
  }

  async ask(to: string, type: string, payload: unknown, options: QueryOptions = {}): Promise<unknown> {
    const { connection, platform, explain } = this.#options;
    const { timeout = this.#options.timeout ?? TIMES.query, signal } = options;
    const body = encode(to, type, payload);
    if (!(timeout > 0 && timeout <= TIMES.queryMost))
      throw new ParleyError('bad-message', {
        message: `A time-out of ${timeout} ms is not between 1 and 60000.`,
      });
    if (signal?.aborted) throw this.#cancelled(signal);
    if (connection.state.name === 'closed') throw explain(connection.state.code);
    const id = mintQueryId();
    return new Promise((resolve, reject) => {
      const stopTimer = platform.after(timeout, () => this.#end(id, explain('timeout')));
      const cancel = (): void => {
        if (this.#open.get(id)?.isAsked) connection.send({ t: 'query.cancel', id });
        this.#end(id, this.#cancelled(signal));
      };
      signal?.addEventListener('abort', cancel);
      const settle: Ask['settle'] = (error, answer) => {
        stopTimer();
        signal?.removeEventListener('abort', cancel);
        if (error) reject(error);
        else resolve(answer);
      };
      const message = { t: 'query.ask', id, to: to as UserId, type, ...body, timeout } as const;
      this.#open.set(id, { message, until: platform.now() + timeout, isAsked: false, settle });
      this.#pump();
    });
  }

  readonly #pump = (): void => {
    const { connection, pacer, platform } = this.#options;
    let asked = 0;
    let length = 0;
    for (const ask of this.#open.values()) {
      const { message, until } = ask;
      // As many as the server lets one account have open.
      if (asked >= LIMITS.queriesFrom || length >= LIMITS.queryLengthFrom) return;
      asked += 1;
      length += message.data.length;
      if (ask.isAsked) continue;
      if (!pacer.take()) return pacer.wait(this.#pump);
      const timeout = Math.max(1, Math.ceil(until - platform.now()));
      if (!connection.send({ ...message, timeout })) return;
      ask.isAsked = true;
    }
  };

  #hear(message: ServerMessage): void {
    const { explain } = this.#options;
    if (message.t === 'query.answered') {
      const answer = decodePayload(message);
      if (answer.ok) this.#end(message.id, undefined, answer.value);
      else this.#end(message.id, explain('bad-message'));
    }
    if (message.t === 'query.failed') this.#end(message.id, errorOf(explain, message.code, message.reason));
    if (message.t !== 'error' || message.about?.t !== 'query.ask') return;
    const id = message.about.id as QueryId;
    const ask = this.#open.get(id);
    if (!ask || message.code !== 'rate-limited') return this.#end(id, errorOf(explain, message.code));
    const { pacer } = this.#options;
    ask.isAsked = false;
    pacer.drain();
    pacer.wait(this.#pump);
  }

  #end(id: QueryId, error: ParleyError | undefined, answer?: unknown): void {
    const ask = this.#open.get(id);
    if (!ask) return;
    this.#open.delete(id);
    ask.settle(error, answer);
    this.#pump();
  }

  #cancelled(signal: AbortSignal | undefined): ParleyError {
    return this.#options.explain('cancelled', { cause: signal?.reason });
  }
}
