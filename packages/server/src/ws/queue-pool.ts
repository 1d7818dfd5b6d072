// Queues that sockets share: most sockets have nothing to write most of the time.
import { ByteQueue } from './byte-queue.ts';

/** What a busy socket writes in a turn. */
const QUEUE_BYTES = 16 * 1024;
const KEPT = 64;

export class QueuePool {
  readonly #free: ByteQueue[] = [];

  take(): ByteQueue {
    return this.#free.pop() ?? new ByteQueue(QUEUE_BYTES);
  }

  /** Nobody may use the queue or its block any more. */
  give(queue: ByteQueue): void {
    // One that grew would be kept for long by somebody who needs it once.
    if (queue.block.size > QUEUE_BYTES || this.#free.length >= KEPT) return;
    queue.clear();
    this.#free.push(queue);
  }
}
