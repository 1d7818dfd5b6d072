// Queues that sockets share: most sockets have nothing to write most of the time.
import { ByteQueue } from './byte-queue.ts';

export interface QueuePoolOptions {
  /** Room of a queue. One that has grown is not kept: it would be for long what somebody needed once. */
  bytes: number;
  /** Queues that are kept for the next use. */
  kept: number;
}

export class QueuePool {
  readonly #options: QueuePoolOptions;
  readonly #free: ByteQueue[] = [];

  constructor(options: QueuePoolOptions) {
    this.#options = options;
  }

  /** An empty queue. */
  take(): ByteQueue {
    return this.#free.pop() ?? new ByteQueue(this.#options.bytes);
  }

  /** Nobody may use the queue or its block any more. */
  give(queue: ByteQueue): void {
    const { bytes, kept } = this.#options;
    if (queue.block.size > bytes || this.#free.length >= kept) return;
    queue.clear();
    this.#free.push(queue);
  }
}
