// The reactions to a text or a file. A press adds one's own to it, or takes it away.
import type { UserId } from '@parley/client';
import { reactionsOf } from '../../model/conversation-acts.ts';
import type { Mark } from '@parley/client';
import type { Subject } from '../../model/shared-file.ts';
import { t } from '../../i18n/strings.ts';
import type { TextHandling } from './text-handling.ts';

interface ReactionsProps {
  subject: Subject;
  mark: Mark | undefined;
  handling: TextHandling;
}

export function Reactions({ subject, mark, handling }: ReactionsProps) {
  const all = reactionsOf(mark);
  if (all.length === 0) return null;
  return (
    // What is new here is told in a sentence of its own.
    <span class="reactions" aria-live="off">
      {all.map(({ emoji, by }) => (
        <button
          key={emoji}
          type="button"
          class="reaction"
          aria-pressed={by.includes(handling.self)}
          aria-label={nameOf(emoji, by, { self: handling.self, other: subject.with })}
          title={nameOf(emoji, by, { self: handling.self, other: subject.with })}
          onClick={() => handling.react(subject, emoji)}
        >
          <span aria-hidden="true">{emoji}</span>
          {by.length > 1 && <span class="reaction-count">{by.length}</span>}
        </button>
      ))}
    </span>
  );
}

function nameOf(emoji: string, by: readonly UserId[], who: { self: UserId; other: UserId }): string {
  const { own, other, both } = t.talk.reactions;
  if (by.length > 1) return both(emoji, who.other);
  return by[0] === who.self ? own(emoji) : other(emoji, who.other);
}
