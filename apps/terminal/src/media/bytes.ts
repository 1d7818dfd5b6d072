// Takes from a stream exactly as many bytes as are wanted, when they are wanted: what is not taken holds its writer back.
import type { Readable } from 'node:stream';

export interface Bytes {
  /** `undefined` at the end, also where less than that is left. One at a time. */
  take(size: number): Promise<Buffer | undefined>;
}

export function readBytes(stream: Readable): Bytes {
  let told = (): void => undefined;
  // Registered once: with each new listener a stream says again that it has something, however little.
  for (const event of ['readable', 'end', 'close', 'error']) stream.on(event, () => told());
  return {
    async take(size) {
      for (;;) {
        const more = new Promise<void>((resolve) => {
          told = resolve;
        });
        // A stream that has ended gives what is left, whatever is asked for.
        const bytes = stream.read(size) as Buffer | null;
        if (bytes) return bytes.length === size ? bytes : undefined;
        if (stream.readableEnded || stream.destroyed) return undefined;
        await more;
      }
    },
  };
}
