// Files in conversations: what is there before the first one comes or goes. The code for files is loaded with it.
import { effect, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import type { BlobsApi, IncomingBlob, UserId } from '@parley/client';
import type { ConversationsModel } from './conversations.ts';
import type { SharedFile } from './shared-file.ts';
import type { Timers } from './timers.ts';

/** A file in a conversation, drawn by its own code. */
export interface FileEntry {
  readonly own: boolean;
  /** What it is called here. */
  readonly label: string;
  /** As people talk about it; nothing where another one has its id. */
  readonly shared: ReadonlySignal<SharedFile | undefined>;
  /** Whether it can be answered and reacted to: not after it has ended. */
  readonly usable: ReadonlySignal<boolean>;
  readonly Card: ComponentType;
}

/** What a person has chosen, pasted or dropped. */
export interface Given {
  readonly files: readonly File[];
  /** Folders can't be read as files can. */
  readonly hasFolder: boolean;
}

/** All that is done with files. */
export interface FileDesk {
  offered(transfer: IncomingBlob): void;
  send(user: UserId, files: readonly File[]): void;
  /** Nothing that was received stays. */
  close(): void;
}

export interface FileDeskOptions {
  self: UserId;
  timers: Pick<Timers, 'now'>;
  blobs: BlobsApi;
  conversations: Pick<ConversationsModel, 'of' | 'recordFile'>;
  /** What lies over the page, such as a large picture. */
  over: Signal<ComponentType | undefined>;
  /** What screen readers are told. */
  told: Signal<string>;
}

export type CreateFileDesk = (options: FileDeskOptions) => FileDesk;

export interface FilesModel extends Pick<FileDeskOptions, 'told'> {
  /** Whether the server carries files. Until it has said so, it is taken to. */
  readonly carried: ReadonlySignal<boolean>;
  /** Sends them, or sets the hint that says why not. */
  give(user: UserId, given: Given): void;
  close(): void;
}

export interface FilesOptions extends Omit<FileDeskOptions, 'told' | 'timers'> {
  connected: ReadonlySignal<boolean>;
  /** Fetches the code for files; rejects where it can't be had. */
  load: () => Promise<CreateFileDesk>;
  timers: Pick<Timers, 'now' | 'after'>;
}

/** Ms until the code for a file that was offered is asked for again. */
const AGAIN = 3_000;

export function createFiles({ load, timers, connected, ...options }: FilesOptions): FilesModel {
  const carried = signal(true);
  const told = signal('');
  const offers: IncomingBlob[] = [];
  let desk: FileDesk | undefined;
  let closed = false;
  let stopWaiting = (): void => undefined;

  const ready = async (): Promise<FileDesk | undefined> => {
    const create = await load();
    if (!closed) desk ??= create({ ...options, timers, told });
    return desk;
  };
  const takeOffers = (): void => {
    stopWaiting();
    ready().then(
      (desk) => {
        for (const transfer of offers.splice(0)) desk?.offered(transfer);
      },
      () => {
        if (!closed) stopWaiting = timers.after(AGAIN, takeOffers);
      },
    );
  };
  const stops = [
    options.blobs.on('offered', (transfer) => {
      offers.push(transfer);
      takeOffers();
    }),
    effect(() => {
      if (connected.value) carried.value = options.blobs.largest !== undefined;
    }),
  ];

  return {
    told,
    carried,
    give: (user, { files, hasFolder }) => {
      if (!hasFolder && files.length === 0) return;
      const { hint } = options.conversations.of(user);
      if (!carried.value || hasFolder) {
        hint.value = carried.value ? 'folder' : 'no-files';
        return;
      }
      ready().then(
        (desk) => desk?.send(user, files),
        () => (hint.value = 'failed'),
      );
    },
    close: () => {
      closed = true;
      for (const stop of stops) stop();
      stopWaiting();
      desk?.close();
    },
  };
}
