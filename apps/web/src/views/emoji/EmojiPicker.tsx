// All emoji to choose from: by group, by words, the last ones first. Loaded when they are asked for.
import '../../styles/emoji.css';
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { keepEmoji, type KeptEmoji, type Tone } from '../../model/kept-emoji.ts';
import { locale } from '../../model/language.ts';
import type { Language } from '@parley/languages';
import { language, t } from '../../i18n/strings.ts';
import { buttonAfter } from '../../ui/arrow-focus.ts';
import { Popover } from '../../ui/Popover.tsx';
import {
  emojiOf,
  GROUPS,
  inTone,
  matching,
  namesOf,
  type EmojiGroup,
  type EmojiTongue,
  type EmojiWords,
  type OneEmoji,
} from './emoji-list.ts';

export interface PickerOptions {
  /** What it opens beside. */
  anchor: HTMLElement;
  chosen: (emoji: string) => void;
}

/** The sign by which each group is found. */
const SIGNS: Readonly<Record<EmojiGroup, string>> = {
  faces: '😀',
  people: '👋',
  nature: '🐶',
  food: '🍏',
  places: '🚗',
  activities: '⚽',
  objects: '💡',
  symbols: '✅',
};
const TONES = ['none', 'light', 'mediumLight', 'medium', 'mediumDark', 'dark'] as const;

/** What each language calls them. */
const WORDS: Readonly<Record<Language, () => Promise<{ words: EmojiWords }>>> = {
  en: () => import('./words/en.ts'),
  de: () => import('./words/de.ts'),
  es: () => import('./words/es.ts'),
  zh: () => import('./words/zh.ts'),
  ar: () => import('./words/ar.ts'),
};

/** What to put over the page. Rejects where the words for them can't be loaded. */
export async function emojiOver(
  { over }: Pick<AppModel, 'over'>,
  options: PickerOptions,
): Promise<ComponentType> {
  const kept = keepEmoji(storage());
  const { words } = await WORDS[language.value]();
  const tongue: EmojiTongue = {
    words,
    locale: locale(),
    compounds: language.value === 'de',
    flag: t.emoji.flag,
  };
  const close = (): void => {
    over.value = undefined;
  };
  return function OpenEmoji() {
    return <EmojiPicker {...options} kept={kept} tongue={tongue} close={close} />;
  };
}

/** None where the browser keeps nothing for this page. */
function storage(): Storage | undefined {
  try {
    return localStorage;
  } catch {
    return undefined;
  }
}

interface EmojiPickerProps extends PickerOptions {
  kept: KeptEmoji;
  tongue: EmojiTongue;
  close: () => void;
}

function EmojiPicker({ anchor, chosen, kept, tongue, close }: EmojiPickerProps) {
  const query = useSignal('');
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const choose = (emoji: string, goesOn: boolean): void => {
    chosen(emoji);
    kept.used(emoji);
    if (!goesOn) close();
  };
  // On a touch screen the keyboard would cover half of them.
  const first = matchMedia('(hover: hover)').matches ? field : undefined;
  return (
    <Popover
      role="dialog"
      label={t.emoji.open}
      anchor={anchor}
      side="start"
      extraClass="emoji-picker"
      close={close}
      {...(first && { first })}
      onKeyDown={(event) => grid.current && moveIn(event, grid.current)}
    >
      <input
        ref={field}
        class="emoji-search"
        type="search"
        aria-label={t.emoji.search}
        placeholder={t.emoji.search}
        value={query.value}
        onInput={(event) => (query.value = event.currentTarget.value)}
      />
      {query.value.trim() === '' && <Tabs grid={grid} />}
      <div class="emoji-grid" ref={grid} onFocusIn={keepStop} tabIndex={-1}>
        <All query={query} kept={kept} tongue={tongue} choose={choose} />
      </div>
      <ToneChoice kept={kept} />
    </Popover>
  );
}

/** One way to each group, for eyes and pointers; the arrow keys go through all of them. */
function Tabs({ grid }: { grid: { current: HTMLElement | null } }) {
  const goTo = (group: EmojiGroup): void => {
    const section = grid.current?.querySelector<HTMLElement>(`[data-group=${group}]`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  };
  return (
    <div class="emoji-tabs" role="group" aria-label={t.emoji.open}>
      {GROUPS.map((group) => (
        <button
          key={group}
          type="button"
          class="emoji-tab"
          aria-label={t.emoji.groups[group]}
          title={t.emoji.groups[group]}
          onClick={() => goTo(group)}
        >
          {SIGNS[group]}
        </button>
      ))}
    </div>
  );
}

interface AllProps {
  query: ReadonlySignal<string>;
  kept: KeptEmoji;
  tongue: EmojiTongue;
  choose: (emoji: string, goesOn: boolean) => void;
}

function All({ query, kept, tongue, choose }: AllProps) {
  const groups = useMemo(() => GROUPS.map((group) => ({ group, all: emojiOf(group, tongue) })), [tongue]);
  const nameOf = useMemo(() => namesOf(groups.flatMap(({ all }) => all)), [groups]);
  // Those that were used last stay where they are while the picker is open.
  const recent = useMemo(() => kept.recent.peek(), [kept]);
  const tone = kept.tone.value;
  const wanted = query.value.trim();
  if (wanted !== '') {
    const found = matching(
      groups.flatMap(({ all }) => all),
      wanted,
      tongue,
    );
    return (
      <>
        <p class="unseen" role="status">
          {found.length === 0 ? t.emoji.none : ''}
        </p>
        {found.length === 0 && (
          <p class="emoji-none" aria-hidden="true">
            {t.emoji.none}
          </p>
        )}
        {found.length > 0 && (
          <Section title={t.emoji.found} emoji={toned(found, tone)} nameOf={nameOf} choose={choose} />
        )}
      </>
    );
  }
  return (
    <>
      {recent.length > 0 && <Section title={t.emoji.recent} emoji={recent} nameOf={nameOf} choose={choose} />}
      {groups.map(({ group, all }) => (
        <Section
          key={group}
          group={group}
          title={t.emoji.groups[group]}
          emoji={toned(all, tone)}
          nameOf={nameOf}
          choose={choose}
        />
      ))}
    </>
  );
}

function toned(all: readonly OneEmoji[], tone: Tone): readonly string[] {
  return all.map((one) => inTone(one, tone));
}

interface SectionProps {
  group?: EmojiGroup;
  title: string;
  emoji: readonly string[];
  nameOf: (emoji: string) => string | undefined;
  choose: AllProps['choose'];
}

function Section({ group, title, emoji, nameOf, choose }: SectionProps) {
  return (
    <div class="emoji-section" role="group" aria-label={title} data-group={group}>
      <p class="emoji-title" aria-hidden="true">
        {title}
      </p>
      <div class="emoji-cells">
        {emoji.map((one, place) => (
          <button
            key={one}
            type="button"
            class="emoji-cell"
            aria-label={nameOf(one)}
            title={nameOf(one)}
            // One stop of Tab in each group: the arrow keys go on from there.
            tabIndex={place === 0 ? 0 : -1}
            onClick={(event) => choose(one, event.shiftKey)}
          >
            {one}
          </button>
        ))}
      </div>
    </div>
  );
}

function ToneChoice({ kept }: { kept: KeptEmoji }) {
  return (
    <div class="emoji-tones" role="radiogroup" aria-label={t.emoji.tone}>
      {TONES.map((name, place) => (
        <label key={name} class="emoji-tone" title={t.emoji.tones[name]}>
          <input
            class="unseen"
            type="radio"
            name="emoji-tone"
            aria-label={t.emoji.tones[name]}
            checked={kept.tone.value === place}
            onChange={() => kept.choose(place as Tone)}
          />
          <span aria-hidden="true">{inTone({ emoji: '✋', hasTones: true }, place as Tone)}</span>
        </label>
      ))}
    </div>
  );
}

/** Tab comes back to the emoji that had the focus last in its group. */
function keepStop({ target }: FocusEvent): void {
  if (!(target instanceof HTMLElement)) return;
  for (const cell of target.closest('.emoji-cells')?.querySelectorAll<HTMLElement>('[tabindex="0"]') ?? [])
    cell.tabIndex = -1;
  target.tabIndex = 0;
}

function moveIn(event: KeyboardEvent, grid: HTMLElement): void {
  const { target, key } = event;
  if (!(target instanceof HTMLElement)) return;
  const cells = [...grid.querySelectorAll<HTMLElement>('.emoji-cell')];
  const isSearch = target.matches('.emoji-search');
  if (isSearch && key === 'Enter') {
    event.preventDefault();
    cells[0]?.click();
    return;
  }
  const next = isSearch
    ? key === 'ArrowDown'
      ? cells[0]
      : undefined
    : target.matches('.emoji-cell')
      ? buttonAfter(key, cells, target)
      : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
}
