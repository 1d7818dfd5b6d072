// What one person's client did and was told, in order: an append-only log for the checker.
import { decodeServerMessage, type TextId, type UserId } from '@parley/protocol';
import type { ChatApi, Text } from '@parley/client';

export type Entry =
  /** The SDK showed a text: an own one, or one of somebody else's. */
  | {
      readonly name: 'added';
      readonly id: TextId;
      readonly with: UserId;
      readonly from: UserId;
      readonly text: string;
    }
  | { readonly name: 'changed'; readonly id: TextId; readonly state: Text['state']['name'] }
  /** On the wire: the server gave an own text its place. */
  | { readonly name: 'accepted'; readonly id: TextId; readonly place: number }
  /** On the wire: a text came, with its place. */
  | { readonly name: 'came'; readonly id: TextId; readonly place: number }
  /** On the wire: the server refused a text, or gave it up. */
  | { readonly name: 'refused'; readonly id: TextId; readonly code: string };

/** How a conversation looks in the end. */
export type Shown = Pick<Text, 'id' | 'from' | 'text'> & { readonly state: Text['state']['name'] };

export interface Journal {
  readonly user: UserId;
  readonly entries: readonly Entry[];
  conversation(other: UserId): readonly Shown[];
}

export interface Recorder extends Journal {
  /** Own texts that are neither delivered nor failed. */
  readonly unsettled: number;
  readonly written: number;
  /** A frame as it came in, whether or not the SDK still listens to its socket. */
  heard(frame: string): void;
  /** Listens to the SDK from now on. */
  follow(chat: ChatApi): void;
}

export function createRecorder(user: UserId): Recorder {
  const entries: Entry[] = [];
  const open = new Set<TextId>();
  let written = 0;
  let chat: ChatApi | undefined;

  return {
    user,
    entries,
    get unsettled() {
      return open.size;
    },
    get written() {
      return written;
    },
    heard(frame) {
      const entry = entryOf(frame);
      if (entry) entries.push(entry);
    },
    follow(followed) {
      chat = followed;
      chat.on('added', ({ id, with: other, from, text }) => {
        entries.push({ name: 'added', id, with: other, from, text });
        if (from !== user) return;
        open.add(id);
        written += 1;
      });
      chat.on('changed', ({ id, state: { name: state } }) => {
        entries.push({ name: 'changed', id, state });
        if (state === 'delivered' || state === 'failed') open.delete(id);
      });
    },
    conversation: (other) =>
      (chat?.conversation(other) ?? []).map(({ id, from, text, state: { name: state } }) => ({
        id,
        from,
        text,
        state,
      })),
  };
}

function entryOf(frame: string): Entry | undefined {
  const decoded = decodeServerMessage(frame);
  if (!decoded.ok) return undefined;
  const message = decoded.value;
  switch (message.t) {
    case 'chat.accepted':
      return { name: 'accepted', id: message.id, place: message.place };
    case 'chat.message':
      return { name: 'came', id: message.id, place: message.place };
    case 'chat.failed':
      return { name: 'refused', id: message.id, code: message.code };
    case 'error':
      if (message.about?.t !== 'chat.send' || message.about.id === undefined) return undefined;
      return { name: 'refused', id: message.about.id as TextId, code: message.code };
    default:
      return undefined;
  }
}
