// What a log is made of: groups of texts, and the lines between them.
import { assertNever, type Text, type TextId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { Marks } from '../../model/conversation-acts.ts';
import type { FindSubject } from '../../model/shared-file.ts';
import type { Note, TimelineItem } from '../../model/timeline.ts';
import { Bubble } from './Bubble.tsx';
import { FileRow } from './FileRow.tsx';
import { CallLine, DayLine, NewLine, PresenceLine } from './Lines.tsx';
import { quotedOf } from './Quote.tsx';
import type { TextHandling } from './text-handling.ts';

/** What is the same for all texts of a log. */
export interface LogFacts {
  readonly app: AppModel;
  readonly marks: Marks;
  readonly find: FindSubject;
  readonly lastOwn: TextId | undefined;
  /** Those of one's own that the other has seen. */
  readonly seen: (id: TextId) => boolean;
  /** Where Tab comes into the log. */
  readonly stop: string | undefined;
  readonly handling: TextHandling;
}

export function Item({ item, facts }: { item: TimelineItem; facts: LogFacts }) {
  switch (item.kind) {
    case 'day':
      return <DayLine at={item.at} now={facts.app.timers.now()} />;
    case 'new':
      return <NewLine />;
    case 'group':
      return <Group own={item.own} texts={item.texts} facts={facts} />;
    case 'note':
      return <NoteLine note={item.note} name={item.key} facts={facts} />;
    default:
      return assertNever(item);
  }
}

interface NoteLineProps {
  note: Note;
  name: string;
  facts: LogFacts;
}

function NoteLine({ note: { kind, at }, name, facts }: NoteLineProps) {
  const { app } = facts;
  switch (kind.name) {
    case 'call':
      return <CallLine app={app} outcome={kind.outcome} at={at} />;
    case 'file':
      return <FileRow file={kind.file} name={name} at={at} facts={facts} />;
    case 'went-offline':
    case 'came-online':
      return <PresenceLine name={kind.name} app={app} />;
    default:
      return assertNever(kind);
  }
}

function Group({ own, texts, facts }: { own: boolean; texts: readonly Text[]; facts: LogFacts }) {
  const last = texts.at(-1);
  const { marks, find, lastOwn, seen, stop, handling } = facts;
  return (
    <div class={own ? 'group group-own' : 'group'}>
      {texts.map((text) => {
        const mark = marks.get(text.id);
        const quoted = mark?.answers && quotedOf(find(mark.answers.value), marks);
        return (
          <Bubble
            key={text.id}
            text={text}
            mark={mark}
            own={own}
            timed={text === last}
            worded={text.id === lastOwn}
            seen={own && seen(text.id)}
            isStop={text.id === stop}
            quotedBy={quoted?.by}
            quotedWords={quoted?.words}
            quotedPicture={quoted?.picture}
            handling={handling}
          />
        );
      })}
    </div>
  );
}
