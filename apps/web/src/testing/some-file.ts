// A file in a conversation, for tests that are about something else.
import { signal } from '@preact/signals';
import type { FileEntry } from '../model/files.ts';

export function someFile(own: boolean): FileEntry {
  return { own, label: 'a.txt', shared: signal(undefined), usable: signal(false), Card: () => null };
}
