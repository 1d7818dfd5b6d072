// One file in a conversation: its transfer, what became of it, and what its person does about it.
import { signal, type ReadonlySignal } from '@preact/signals';
import {
  assertNever,
  type BlobId,
  type BlobsApi,
  type IncomingBlob,
  type OutgoingBlob,
  type UserId,
} from '@parley/client';
import type { FileFacts } from '../../i18n/facts.ts';
import { fileState, type Doing, type FileAct, type FileState } from './file-state.ts';
import { readPicture, type Picture, type PictureTools } from './picture.ts';
import { safeName } from './safe-name.ts';
import type { FileStore, Slot } from './store.ts';

export interface FileItem extends FileFacts {
  readonly who: UserId;
  /** The name, and a number where it is not the first one of that name. */
  readonly label: string;
  readonly state: ReadonlySignal<FileState>;
  /** Another one with every try. */
  readonly transfer: ReadonlySignal<BlobId>;
  /** To be shown in place, once it is here. */
  readonly picture: ReadonlySignal<Picture | undefined>;
  act(act: FileAct): void;
  close(): void;
}

export interface FileTools extends PictureTools {
  blobs: BlobsApi;
  store: FileStore;
}

/** Whatever its type: a page that is opened from such a URL would be one of Parley's own. */
const UNKNOWN = 'application/octet-stream';
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

interface OutgoingOptions {
  user: UserId;
  file: File;
  labelFor: (user: UserId, name: string) => string;
}

/** Offers it at once. Throws what `send` throws. */
export function createOutgoing(tools: FileTools, { user, file, labelFor }: OutgoingOptions): FileItem {
  const name = safeName(file.name);
  const type = MEDIA_TYPE.test(file.type) ? file.type : '';
  const offer = (): OutgoingBlob => tools.blobs.send(user, file, { name, type });
  const course = createCourse(offer(), tools.blobs);
  const shown = createShown(tools);
  shown.look(file);
  return {
    own: true,
    who: user,
    name,
    label: labelFor(user, name),
    size: file.size,
    state: course.state,
    transfer: course.id,
    picture: shown.picture,
    act: (act) => {
      if (act === 'again') course.begin(offer());
      else actOn(course, act);
    },
    close: () => {
      course.close();
      shown.close();
    },
  };
}

export function createIncoming(
  tools: FileTools,
  transfer: IncomingBlob,
  labelFor: (name: string) => string,
): FileItem {
  const name = safeName(transfer.name);
  const course = createCourse(transfer, tools.blobs);
  const shown = createShown(tools);
  let url: string | undefined;
  let closed = false;

  const show = (file: Blob): void => {
    url = tools.makeUrl(file.slice(0, file.size, UNKNOWN));
    course.note({ name: 'kept', url });
    shown.look(file);
  };
  /** Into the slot, until it is there whole or has ended. */
  const receive = async (slot: Slot): Promise<void> => {
    try {
      transfer.accept(slot.sink);
      await transfer.done;
    } catch {
      return slot.discard();
    }
    try {
      const file = await slot.keep();
      if (!closed) show(file);
    } catch {
      course.note({ name: 'lost' });
    }
  };
  const accept = async (): Promise<void> => {
    course.note({ name: 'preparing' });
    const opened = await tools.store
      .open({ size: transfer.size ?? 0, taken: () => transfer.moved })
      .catch(() => ({ noRoom: { name: 'unusable' } }) as const);
    if ('noRoom' in opened) return course.note({ name: 'no-room', why: opened.noRoom });
    if (!closed && transfer.state.name === 'offered') return receive(opened.slot);
    // It has ended meanwhile.
    await opened.slot.sink.abort();
    return opened.slot.discard();
  };

  return {
    own: false,
    who: transfer.with,
    name,
    label: labelFor(name),
    size: transfer.size,
    state: course.state,
    transfer: course.id,
    picture: shown.picture,
    act: (act) => {
      if (act === 'accept') {
        // What could not be removed then is removed with the rest.
        accept().catch(() => undefined);
      } else {
        actOn(course, act);
      }
    },
    close: () => {
      closed = true;
      course.close();
      shown.close();
      if (url !== undefined) tools.revokeUrl(url);
    },
  };
}

interface Course<T> {
  readonly state: ReadonlySignal<FileState>;
  readonly id: ReadonlySignal<BlobId>;
  readonly transfer: T;
  note(doing: Doing): void;
  /** Another try. */
  begin(transfer: T): void;
  close(): void;
}

type AnyTransfer = OutgoingBlob | IncomingBlob;

/** Follows a transfer, or the newest of several. */
function createCourse<T extends AnyTransfer>(first: T, limits: Pick<BlobsApi, 'largest'>): Course<T> {
  let transfer = first;
  let doing: Doing = { name: 'nothing' };
  const id = signal(first.id);
  const state = signal(fileState(transfer, doing, limits.largest));
  const refresh = (): void => {
    state.value = fileState(transfer, doing, limits.largest);
  };
  let stop = transfer.on('changed', refresh);
  return {
    state,
    id,
    get transfer() {
      return transfer;
    },
    note: (next) => {
      doing = next;
      refresh();
    },
    begin: (next) => {
      stop();
      transfer = next;
      id.value = next.id;
      doing = { name: 'nothing' };
      stop = transfer.on('changed', refresh);
      refresh();
    },
    close: () => stop(),
  };
}

function actOn({ transfer, note }: Course<AnyTransfer>, act: FileAct): void {
  switch (act) {
    case 'decline':
      note({ name: 'declined' });
      if ('decline' in transfer) transfer.decline();
      break;
    case 'cancel':
      note({ name: 'cancelled' });
      transfer.cancel();
      break;
    case 'pause':
      transfer.pause();
      break;
    case 'resume':
      transfer.resume();
      break;
    case 'accept':
    case 'again':
      break; // Not of every file.
    default:
      assertNever(act);
  }
}

interface Shown {
  readonly picture: ReadonlySignal<Picture | undefined>;
  look(file: Blob): void;
  close(): void;
}

/** The picture that a file may be. */
function createShown(tools: PictureTools): Shown {
  const picture = signal<Picture | undefined>(undefined);
  let closed = false;
  return {
    picture,
    look: (file) => {
      readPicture(file, tools).then(
        (found) => {
          if (!found) return;
          if (closed) tools.revokeUrl(found.url);
          else picture.value = found;
        },
        () => undefined, // It can't be read: who sends it is told so by its transfer.
      );
    },
    close: () => {
      closed = true;
      if (picture.value) tools.revokeUrl(picture.value.url);
    },
  };
}
