// Queries that this program answers: each handler runs once, however often it is asked (protocol Q3, Q5).
import {
  decodePayload,
  encodePayload,
  LIMITS,
  type ClientMessageOf,
  type ServerMessage,
  type ServerMessageOf,
} from '@parley/protocol';
import type { IncomingQuery } from '../api/messages.ts';
import type { Connection } from '../connection/connection.ts';
import type { Platform } from '../connection/platform.ts';
import type { Pacer } from '../delivery/pacer.ts';
import { ParleyError } from '../error.ts';
import { Handlers } from './handlers.ts';

type Reply = ClientMessageOf<'query.answer' | 'query.fail'>;
type Asked = ServerMessageOf<'query.asked'>;

/** Replies that are kept: whoever asked may have lost one. */
const KEPT = { replies: 512, length: 1024 * 1024 } as const;

/** A handler at work. Most never look at their signal, and in Node making one costs as much as all else here. */
class Run {
  readonly stopTimer: () => void;
  #controller: AbortController | undefined;
  #isStopped = false;

  constructor(stopTimer: () => void) {
    this.stopTimer = stopTimer;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isStopped) this.stop();
    return this.#controller.signal;
  }

  /** Nobody waits for the answer any more. */
  stop(): void {
    this.#isStopped = true;
    this.#controller?.abort(new ParleyError('cancelled', { message: 'Cancelled.' }));
  }
}

export interface AnsweringOptions {
  connection: Pick<Connection, 'messages' | 'send' | 'on'>;
  pacer: Pacer;
  platform: Pick<Platform, 'after'>;
}

export class Answering {
  readonly handlers = new Handlers<(query: IncomingQuery) => unknown>();
  readonly #options: AnsweringOptions;
  /** By id and asker, as the replies are. */
  readonly #running = new Map<string, Run>();
  readonly #replies = new Map<string, Reply>();
  #length = 0;
  /** Replies that the server's rate has turned away. */
  readonly #again = new Set<Reply>();

  constructor(options: AnsweringOptions) {
    const { connection } = options;
    this.#options = options;
    connection.messages.on('message', (message) => this.#hear(message));
    connection.on('changed', (state) => {
      if (state.name === 'closed') for (const key of this.#running.keys()) this.#stop(key);
    });
  }

  #hear(message: ServerMessage): void {
    if (message.t === 'query.asked') this.#asked(message);
    if (message.t === 'query.cancelled') this.#stop(keyOf(message));
    if (message.t === 'error' && message.code === 'rate-limited') this.#turnedAway(message.about);
  }

  #asked(asked: Asked): void {
    const key = keyOf(asked);
    const before = this.#replies.get(key);
    if (before) return void this.#options.connection.send(before);
    if (this.#running.has(key)) return;
    const { id, from, type } = asked;
    const handler = this.handlers.get(type);
    if (!handler) return this.#reply(key, { t: 'query.fail', id, to: from, code: 'no-handler' });
    const payload = decodePayload(asked);
    if (!payload.ok) return this.#reply(key, failure(asked, undefined));
    const run = this.#begin(key, asked.timeout);
    const settle = (reply: Reply): void => {
      if (this.#running.get(key) !== run) return;
      this.#end(key);
      this.#reply(key, reply);
    };
    try {
      const query = {
        id,
        from,
        type,
        payload: payload.value,
        get signal() {
          return run.signal;
        },
      };
      const answer = handler(query);
      // At once where it is there: a microtask would let what came behind it overtake it.
      if (!(answer instanceof Promise)) return settle(success(asked, answer));
      answer.then(
        (value: unknown) => settle(success(asked, value)),
        (cause: unknown) => settle(failure(asked, cause)),
      );
    } catch (cause) {
      settle(failure(asked, cause));
    }
  }

  #begin(key: string, timeout: number): Run {
    const run = new Run(this.#options.platform.after(timeout, () => this.#stop(key)));
    this.#running.set(key, run);
    return run;
  }

  #end(key: string): Run | undefined {
    const run = this.#running.get(key);
    this.#running.delete(key);
    run?.stopTimer();
    return run;
  }

  #stop(key: string): void {
    this.#end(key)?.stop();
  }

  /** Where there is no line the server asks again when there is one. */
  #reply(key: string, reply: Reply): void {
    this.#replies.set(key, reply);
    this.#length += lengthOf(reply);
    for (const [other, oldest] of this.#replies) {
      if (this.#replies.size <= KEPT.replies && this.#length <= KEPT.length) break;
      this.#replies.delete(other);
      this.#length -= lengthOf(oldest);
    }
    this.#options.connection.send(reply);
  }

  #turnedAway(about: ServerMessageOf<'error'>['about']): void {
    if (about?.t !== 'query.answer' && about?.t !== 'query.fail') return;
    for (const reply of this.#replies.values()) if (reply.id === about.id) this.#again.add(reply);
    this.#options.pacer.drain();
    this.#options.pacer.wait(this.#sayAgain);
  }

  readonly #sayAgain = (): void => {
    for (const reply of this.#again) {
      if (!this.#options.pacer.take()) return this.#options.pacer.wait(this.#sayAgain);
      this.#again.delete(reply);
      this.#options.connection.send(reply);
    }
  };
}

/** No id has a space in it. */
function keyOf({ id, from }: Pick<Asked, 'id' | 'from'>): string {
  return `${id} ${from}`;
}

function success({ id, from: to }: Asked, value: unknown): Reply {
  const encoded = encodePayload(value);
  if (encoded.ok) return { t: 'query.answer', id, to, ...encoded.value };
  return { t: 'query.fail', id, to, code: 'handler-failed', reason: `The answer is ${encoded.error}.` };
}

/** What else went wrong in a handler is nobody's business but its program's. */
function failure({ id, from: to }: Asked, cause: unknown): Reply {
  const fail = { t: 'query.fail', id, to, code: 'handler-failed' } as const;
  if (!(cause instanceof ParleyError) || cause.code !== 'handler-failed') return fail;
  return { ...fail, reason: cause.message.slice(0, LIMITS.reasonLength) };
}

function lengthOf(reply: Reply): number {
  return reply.t === 'query.answer' ? reply.data.length : 0;
}
