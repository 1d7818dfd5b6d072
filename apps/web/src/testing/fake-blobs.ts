// Transfers without a line: their course is in a test's hands.
import {
  ParleyError,
  type BlobId,
  type BlobsApi,
  type ErrorCode,
  type IncomingBlob,
  type OutgoingBlob,
} from '@parley/client';
import type { Transfer, TransferState, UserId } from '@parley/client';
import { FakeEmitter } from './emitter.ts';

export interface FakeTransfer {
  readonly transfer: OutgoingBlob & IncomingBlob;
  /** What its page has asked of it, in order. */
  readonly asked: readonly string[];
  /** What it was accepted into. */
  readonly sink: WritableStream<Uint8Array> | undefined;
  move(moved: number, state?: TransferState): void;
  /** Everything is there: closes the sink. */
  finish(bytes?: Uint8Array): Promise<void>;
  end(code: ErrorCode): Promise<void>;
}

export interface FakeBlobs {
  readonly api: BlobsApi;
  readonly strings: {
    /** Somebody offers a file. */
    offer(options: {
      from: string;
      name: string;
      type?: string;
      size?: number | undefined;
      id?: BlobId;
    }): FakeTransfer;
    /** What the server lets one transfer have: told with the next `connected`. */
    limit(largest: number | undefined): void;
    /** All of this page's, the latest last. */
    sent(): readonly FakeTransfer[];
  };
}

export function createFakeBlobs(): FakeBlobs {
  const events = new FakeEmitter<{ offered: IncomingBlob }>();
  const sent: FakeTransfer[] = [];
  let largest: number | undefined = 1_000_000_000;
  let count = 0;
  const make = (parts: Omit<Fixed, 'id'> & { id?: BlobId | undefined }): FakeTransfer => {
    count += 1;
    return createFakeTransfer({
      ...parts,
      id: parts.id ?? (`blob-${String(count).padStart(12, '0')}` as BlobId),
    });
  };
  const api: BlobsApi = {
    get largest() {
      return largest;
    },
    on: (type, listener) => events.on(type, listener),
    send: (to, source, { name = '', type = '' } = {}) => {
      const size = source instanceof Blob ? source.size : undefined;
      const made = make({ with: to as UserId, direction: 'outgoing', name, type, size });
      sent.push(made);
      return made.transfer;
    },
  };
  const offer: FakeBlobs['strings']['offer'] = ({ from, name, type = '', size, id }) => {
    const made = make({ with: from as UserId, direction: 'incoming', name, type, size, id });
    events.emit('offered', made.transfer);
    return made;
  };
  const limit = (next: number | undefined): void => void (largest = next);
  return { api, strings: { offer, limit, sent: () => sent } };
}

type Fixed = Pick<Transfer, 'id' | 'with' | 'direction' | 'name' | 'type' | 'size'>;

function createFakeTransfer(fixed: Fixed): FakeTransfer {
  const events = new FakeEmitter<{ changed: void }>();
  const asked: string[] = [];
  let state: TransferState = { name: 'offered' };
  let moved = 0;
  let sink: WritableStream<Uint8Array> | undefined;
  let resolve: (value: { sha256: string }) => void = () => undefined;
  let reject: (error: ParleyError) => void = () => undefined;
  const done = new Promise<{ sha256: string }>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  done.catch(() => undefined);
  const move = (next: number, to: TransferState = { name: 'moving', way: 'direct' }): void => {
    moved = next;
    state = to;
    events.emit('changed', undefined);
  };
  const end = async (code: ErrorCode): Promise<void> => {
    const error = new ParleyError(code);
    await sink?.abort(error).catch(() => undefined);
    move(moved, { name: 'ended', error });
    reject(error);
    await settle();
  };
  const transfer: FakeTransfer['transfer'] = {
    ...fixed,
    get moved() {
      return moved;
    },
    get state() {
      return state;
    },
    done,
    on: (type, listener) => events.on(type, listener),
    pause: () => asked.push('pause'),
    resume: () => asked.push('resume'),
    cancel: () => {
      asked.push('cancel');
      void end('cancelled');
    },
    decline: () => {
      asked.push('decline');
      void end('declined');
    },
    accept: (to) => {
      asked.push('accept');
      sink = to;
      move(0);
    },
    bytes: () => Promise.reject(new Error('not in this fake')),
    stream: () => new ReadableStream(),
  };
  return {
    transfer,
    asked,
    get sink() {
      return sink;
    },
    move,
    end,
    async finish(bytes = new Uint8Array()) {
      const writer = sink?.getWriter();
      await writer?.write(bytes);
      await writer?.close();
      move(bytes.length, { name: 'done', sha256: '' });
      resolve({ sha256: '' });
      await settle();
    },
  };
}

/** Until what was set off has come to rest. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
