// What a program does about each type of what comes in: one handler a type.
import { isMessageType } from '@parley/protocol';
import { ParleyError } from '../error.ts';
import { badType } from './outgoing-payload.ts';

export class Handlers<Handler> {
  readonly #byType = new Map<string, Handler>();
  #other: Handler | undefined;

  get(type: string): Handler | undefined {
    return this.#byType.get(type) ?? this.#other;
  }

  /** Answers what takes it away again. */
  add(type: string, handler: Handler): () => void {
    if (!isMessageType(type)) throw badType(type);
    if (this.#byType.has(type))
      throw new ParleyError('bad-message', { message: `"${type}" has a handler already.` });
    this.#byType.set(type, handler);
    return () => {
      if (this.#byType.get(type) === handler) this.#byType.delete(type);
    };
  }

  addOther(handler: Handler): () => void {
    if (this.#other) throw new ParleyError('bad-message', { message: 'Other types have a handler already.' });
    this.#other = handler;
    return () => {
      if (this.#other === handler) this.#other = undefined;
    };
  }
}
