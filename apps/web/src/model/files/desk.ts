// The files of all conversations: what is sent, what is offered, and what may be done about each.
import { computed, effect, signal, untracked } from '@preact/signals';
import { transferRef, type IncomingBlob, type UserId } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import type { FileDesk, FileDeskOptions, FileEntry } from '../files.ts';
import type { SharedFile } from '../shared-file.ts';
import { isOpen } from './file-state.ts';
import { createIncoming, createOutgoing, type FileItem, type FileTools } from './item.ts';

/** Own files of one conversation that may be under way at a time. */
export const MOST_FILES = 10;

export interface DeskOptions extends FileDeskOptions, FileTools {
  draw(item: FileItem): FileEntry['Card'];
}

export function createDesk(options: DeskOptions): FileDesk {
  const { self, conversations, timers, told, over, store, draw } = options;
  const items: FileItem[] = [];
  const stops: (() => void)[] = [];

  const add = (item: FileItem): void => {
    items.push(item);
    // Of an own file it is told what comes of it, not that it was chosen.
    stops.push(
      effect(() => {
        const words = t.files.told(item.state.value, item);
        if (words !== undefined) told.value = words;
      }),
    );
    const shared = signal<SharedFile | undefined>(undefined);
    const row = computed(() => transferRef(item.transfer.value));
    stops.push(
      effect(() => {
        const id = row.value;
        const { own, who, name, picture } = item;
        const file = { id, row, with: who, from: own ? self : who, at: timers.now(), name, picture };
        shared.value = untracked(() => conversations.of(who).share(file)) ? file : undefined;
      }),
    );
    conversations.recordFile(item.who, {
      own: item.own,
      label: item.label,
      shared,
      usable: computed(() => shared.value !== undefined && item.state.value.name !== 'ended'),
      Card: draw(item),
    });
  };
  /** Files of the same name are told apart by a number. */
  const labelFor = (user: UserId, name: string): string => {
    const same = items.filter((item) => item.who === user && item.name === name).length;
    return same === 0 ? name : `${name} (${same + 1})`;
  };
  const underWay = (user: UserId): number =>
    items.filter((item) => item.own && item.who === user && isOpen(item.state.peek())).length;

  return {
    offered: (transfer: IncomingBlob) =>
      add(createIncoming(options, transfer, (name) => labelFor(transfer.with, name))),
    send: (user, files) => {
      const { hint } = conversations.of(user);
      if (files.length + underWay(user) > MOST_FILES) {
        hint.value = 'too-many-files';
        return;
      }
      hint.value = undefined;
      for (const file of files) add(createOutgoing(options, { user, file, labelFor }));
    },
    close: () => {
      over.value = undefined;
      for (const stop of stops) stop();
      for (const item of items) item.close();
      void store.close().catch(() => undefined); // What is left is removed when a page starts.
    },
  };
}
