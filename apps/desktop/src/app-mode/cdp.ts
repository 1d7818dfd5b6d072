// The Chrome DevTools Protocol over a browser's pipe: JSON messages, each ended by a NUL.
import type { Readable, Writable } from 'node:stream';
import { Emitter } from '../emitter.ts';
import type { CdpEvents, Commands } from './protocol.ts';

/** Cuts what arrives into messages. */
export class NulFrames {
  #parts: Buffer[] = [];

  *add(bytes: Buffer): Generator<string> {
    let rest = bytes;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      yield Buffer.concat([...this.#parts, rest.subarray(0, end)]).toString();
      this.#parts = [];
      rest = rest.subarray(end + 1);
    }
    if (rest.length > 0) this.#parts.push(rest);
  }
}

/** What is asked of a browser that has ended, or of a target that is gone. */
export class CdpError extends Error {
  override readonly name = 'CdpError';
}

interface Waiting {
  readonly method: string;
  readonly sessionId: string | undefined;
  resolve(result: never): void;
  reject(error: Error): void;
}

interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** One target's, or the browser's own. */
export class CdpSession extends Emitter<CdpEvents> {
  readonly #send: CdpConnection['send'];
  readonly id: string | undefined;

  constructor(send: CdpConnection['send'], id: string | undefined) {
    super();
    this.#send = send;
    this.id = id;
  }

  /** Rejects where the browser refuses, or is or goes away. */
  send<M extends keyof Commands>(method: M, params: Commands[M][0]): Promise<Commands[M][1]> {
    return this.#send(method, params, this.id);
  }
}

export class CdpConnection {
  readonly browser: CdpSession;
  readonly #to: Writable;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #isOpen = true;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    this.browser = new CdpSession(this.send, undefined);
    const frames = new NulFrames();
    from.on('data', (bytes: Buffer) => {
      for (const json of frames.add(bytes)) this.#heard(JSON.parse(json) as Message);
    });
    from.on('close', () => this.close());
    // Either end breaks where the browser is killed: it has no more to say then, which `close` tells those who wait.
    from.on('error', () => this.close());
    to.on('error', () => this.close());
  }

  /** A session of its target, which is told of what the target says from now on. */
  session(id: string): CdpSession {
    const session = this.#sessions.get(id) ?? new CdpSession(this.send, id);
    this.#sessions.set(id, session);
    return session;
  }

  readonly send = <M extends keyof Commands>(
    method: M,
    params: Commands[M][0],
    sessionId: string | undefined,
  ): Promise<Commands[M][1]> =>
    new Promise((resolve, reject) => {
      if (!this.#isOpen) return reject(new CdpError(`${method}: the browser has ended`));
      const id = ++this.#last;
      this.#waiting.set(id, { method, sessionId, resolve, reject });
      this.#to.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  /** The browser ends when its pipe does. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#to.destroy();
    this.#fail(() => true, 'the browser has ended');
  }

  #heard({ id, sessionId, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error) waiting?.reject(new CdpError(`${waiting.method}: ${error.message}`));
      else waiting?.resolve(result as never);
      return;
    }
    const session = sessionId === undefined ? this.browser : this.#sessions.get(sessionId);
    session?.emit(method as keyof CdpEvents, params as never);
    if (session === this.browser && method === 'Target.detachedFromTarget') {
      const { sessionId: gone } = params as CdpEvents['Target.detachedFromTarget'];
      this.#sessions.delete(gone);
      this.#fail((waiting) => waiting.sessionId === gone, 'its page is gone');
    }
  }

  #fail(isConcerned: (waiting: Waiting) => boolean, why: string): void {
    for (const [id, waiting] of this.#waiting) {
      if (!isConcerned(waiting)) continue;
      this.#waiting.delete(id);
      waiting.reject(new CdpError(`${waiting.method}: ${why}`));
    }
  }
}
