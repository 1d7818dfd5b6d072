// What screen readers are told of a file when it happens, wherever the person is on the page: in any language's words.
import { assertNever } from '@parley/client';
import type { Ending, FileState, NoRoom } from '../model/files/file-state.ts';
import type { FileFacts } from './facts.ts';

interface FileNews {
  offer(facts: FileFacts): { before: string; after: string };
  noRoom(why: NoRoom): string;
  sent(facts: FileFacts): string;
  received(facts: FileFacts): string;
  ended(ending: Ending, facts: FileFacts): string;
}

export function toldBy(words: FileNews): (state: FileState, facts: FileFacts) => string | undefined {
  return (state, facts) => {
    switch (state.name) {
      case 'offered': {
        const { before, after } = words.offer(facts);
        return facts.own ? undefined : `${before}${facts.name}${after}`;
      }
      case 'no-room':
        return `${facts.name}: ${words.noRoom(state.why)}`;
      case 'sent':
        return words.sent(facts);
      case 'received':
        return words.received(facts);
      case 'ended':
        return isNews(state.ending) ? `${facts.name}: ${words.ended(state.ending, facts)}` : undefined;
      case 'preparing':
      case 'moving':
      case 'paused':
      case 'waiting':
        return undefined;
      default:
        return assertNever(state);
    }
  };
}

/** What one did oneself needs no telling. */
function isNews(ending: Ending): boolean {
  return ending.why === 'failed' || ending.why === 'too-large' || ending.by === 'other';
}
