// A transfer as its receiver holds it, with the ways to accept it.
import type { IncomingBlob } from '../api/blobs.ts';
import { explain } from '../explain.ts';
import type { Incoming } from './incoming.ts';
import { TransferHandle, type TransferAbout } from './transfer-handle.ts';

export class IncomingHandle extends TransferHandle implements IncomingBlob {
  #run: Incoming | undefined;

  constructor(about: Omit<TransferAbout, 'direction'>) {
    super({ ...about, direction: 'incoming' });
  }

  receiveBy(run: Incoming): void {
    this.#run = run;
    this.carryBy(Promise.resolve(run));
  }

  accept(to: WritableStream<Uint8Array>): void {
    if (!this.#run) throw explain('no-such-transfer');
    this.#run.accept(to);
  }

  async bytes(limit: number): Promise<Uint8Array> {
    const isTooLarge = (bytes: number): boolean => bytes > limit;
    const parts: Uint8Array[] = [];
    let length = 0;
    if (isTooLarge(this.size ?? 0)) this.#run?.end('too-large');
    else
      this.accept(
        new WritableStream({
          write(part) {
            length += part.length;
            if (isTooLarge(length)) throw explain('too-large');
            parts.push(part);
          },
        }),
      );
    await this.done;
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  stream(): ReadableStream<Uint8Array> {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    /** A piece has been taken when the next one is asked for. */
    let asked: (() => void) | undefined;
    const readable = new ReadableStream<Uint8Array>(
      {
        start: (made) => void (controller = made),
        pull: () => asked?.(),
        cancel: () => this.cancel(),
      },
      { highWaterMark: 0 },
    );
    this.accept(
      new WritableStream<Uint8Array>({
        write(part) {
          controller?.enqueue(part);
          return new Promise((resolve) => {
            asked = resolve;
          });
        },
        close: () => controller?.close(),
        abort: (reason) => controller?.error(reason),
      }),
    );
    return readable;
  }

  decline(): void {
    this.#run?.end('declined');
  }
}
