// The newest thing that the other has said or sent.
import type { Conversation } from './conversation.ts';

export type Newest = { kind: 'text'; text: string } | { kind: 'file' };

/** Undefined where they never have. */
export function newestFrom({ timeline }: Pick<Conversation, 'timeline'>): Newest | undefined {
  for (const item of timeline.peek().toReversed()) {
    if (item.kind === 'group' && !item.own) return { kind: 'text', text: item.texts.at(-1)?.text ?? '' };
    if (item.kind === 'note' && item.note.kind.name === 'file' && !item.note.kind.file.own)
      return { kind: 'file' };
  }
  return undefined;
}
