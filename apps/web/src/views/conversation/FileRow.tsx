// One file in the log: its card, which comes with the code for files, and around it what texts have.
import { timeOfDay } from '../../model/day-names.ts';
import type { FileEntry } from '../../model/files.ts';
import { t } from '../../i18n/strings.ts';
import type { LogFacts } from './LogItems.tsx';
import { Reactions } from './Reactions.tsx';
import { TalkRow } from './TalkRow.tsx';

interface FileRowProps {
  file: FileEntry;
  /** What the log calls it, for as long as it is there. */
  name: string;
  /** Ms of the Unix epoch. */
  at: number;
  facts: LogFacts;
}

export function FileRow({ file: { own, label, shared, usable, Card }, name, at, facts }: FileRowProps) {
  const { marks, stop, handling } = facts;
  const file = shared.value;
  return (
    <div class={own ? 'group group-own' : 'group'}>
      <TalkRow
        id={file?.id ?? name}
        row={name}
        role="group"
        label={t.files.card(label)}
        class="bubble-row file-row"
        subject={usable.value ? file : undefined}
        isStop={name === stop}
        handling={handling}
        draw={(longPress) => (
          <div class="file-place" {...longPress}>
            <Card />
          </div>
        )}
      >
        {file && <Reactions subject={file} mark={marks.get(file.id)} handling={handling} />}
        <time class="meta">{timeOfDay(at)}</time>
      </TalkRow>
    </div>
  );
}
