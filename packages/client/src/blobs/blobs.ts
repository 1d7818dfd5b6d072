// Transfers as far as every program has them: the rest is loaded with the first offer in either direction.
import { isBlobLabel, LIMITS, mintBlobId, type ServerMessage, type UserId } from '@parley/protocol';
import type { BlobOptions, BlobsApi, BlobSource, IncomingBlob, OutgoingBlob } from '../api/blobs.ts';
import type { Connection } from '../connection/connection.ts';
import { ParleyError } from '../error.ts';
import { Emitter } from '../events.ts';
import { TransferHandle } from './transfer-handle.ts';
import type { Transfers } from './transfers.ts';

interface BlobsOptions {
  connection: Pick<Connection, 'messages' | 'on' | 'lastWelcome'>;
  load: (offered: (blob: IncomingBlob) => void) => Promise<Transfers>;
}

export class Blobs extends Emitter<{ offered: IncomingBlob }> implements BlobsApi {
  readonly #options: BlobsOptions;
  #transfers: Promise<Transfers> | undefined;

  constructor(options: BlobsOptions) {
    super();
    this.#options = options;
    const { connection } = options;
    connection.messages.on('message', (message) => this.#hear(message));
    connection.messages.on('welcome', ({ recovered }) =>
      this.#tell((transfers) => transfers.welcomed(recovered)),
    );
    connection.on('changed', (state) => {
      if (state.name === 'closed') this.#tell((transfers) => transfers.close(state.code));
    });
  }

  get largest(): number | undefined {
    return this.#options.connection.lastWelcome?.largestBlob;
  }

  send(to: UserId, source: BlobSource, options: BlobOptions = {}): OutgoingBlob {
    const about = {
      id: mintBlobId(),
      with: to,
      direction: 'outgoing',
      ...describe(source, options),
    } as const;
    if (!isBlobLabel(about.name) || !isBlobLabel(about.type, LIMITS.blobType))
      throw new ParleyError('bad-message', { message: 'The name is too long or has control characters.' });
    const handle = new TransferHandle(about);
    handle.carryBy(this.#load().then((transfers) => transfers.send(handle, source)));
    const { signal } = options;
    const cancel = (): void => handle.cancel();
    if (signal?.aborted) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    const forget = (): void => signal?.removeEventListener('abort', cancel);
    handle.done.then(forget, forget);
    return handle;
  }

  #load(): Promise<Transfers> {
    this.#transfers ??= this.#options
      .load((blob) => this.emit('offered', blob))
      .catch((cause: unknown) => {
        this.#transfers = undefined;
        throw cause;
      });
    return this.#transfers;
  }

  #hear(message: ServerMessage): void {
    // What can't be loaded is not received; the next offer tries again.
    if (message.t === 'blob.offered') this.#load().catch(() => undefined);
    const isOurs =
      message.t.startsWith('blob.') || (message.t === 'error' && message.about?.t.startsWith('blob.'));
    if (isOurs) this.#tell((transfers) => transfers.hear(message));
  }

  #tell(what: (transfers: Transfers) => void): void {
    this.#transfers?.then(what, () => undefined);
  }
}

function describe(
  source: BlobSource,
  options: BlobOptions,
): { name: string; type: string; size: number | undefined } {
  const { name = '', type = '', size } = options;
  if (source instanceof Uint8Array) return { name, type, size: source.length };
  if (!(source instanceof Blob)) return { name, type, size };
  const own: unknown = Reflect.get(source, 'name');
  return {
    name: options.name ?? (typeof own === 'string' ? own : ''),
    type: options.type ?? source.type,
    size: source.size,
  };
}
