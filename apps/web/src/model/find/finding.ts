// A search in one conversation: what is found, which of it is before the eyes, and further back where there is more to be fetched.
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
import { matchesIn, type Match, type Searched } from './matches.ts';

export interface Finding {
  readonly query: Signal<string>;
  readonly matches: ReadonlySignal<readonly Match[]>;
  /** Which of them is looked at; -1 where there is none. */
  readonly current: ReadonlySignal<number>;
  /** Whether there is more of the conversation to search in than was fetched, or it is being fetched. */
  readonly further: ReadonlySignal<'no' | 'can' | 'doing'>;
  /** To the one before; before the first, into what was not fetched yet. */
  earlier(): void;
  later(): void;
  close(): void;
}

export interface FindingOptions {
  searched: ReadonlySignal<readonly Searched[]>;
  /** Whether there is more of the conversation, as `KeptModel.reach` says it. */
  reach: ReadonlySignal<string>;
  older: () => void;
}

export function createFinding({ searched, reach, older }: FindingOptions): Finding {
  const query = signal('');
  const chosen = signal<Match | undefined>(undefined);
  /** Fetches on until something is found before what is looked at. */
  const hunting = signal(false);
  const matches = computed(() => matchesIn(searched.value, query.value));
  const current = computed(() => {
    const { id, start } = chosen.value ?? {};
    const at = matches.value.findIndex((match) => match.id === id && match.start === start);
    // The newest is looked at first.
    return at < 0 ? matches.value.length - 1 : at;
  });
  const choose = (index: number): void => {
    chosen.value = matches.peek()[index];
  };
  const hunt = (): void => {
    // Where there was nothing yet, the newest of what has come is the next.
    if (chosen.peek() === undefined && matches.peek().length > 0) choose(current.peek());
    else if (current.peek() > 0) choose(current.peek() - 1);
    else if (reach.peek() === 'more') return older();
    hunting.value = false;
  };
  const stops = [
    effect(() => {
      void query.value;
      untracked(() => {
        chosen.value = undefined;
        hunting.value = false;
      });
    }),
    effect(() => {
      if (hunting.value && reach.value !== 'loading') untracked(hunt);
    }),
  ];
  return {
    query,
    matches,
    current,
    further: computed(() => {
      if (query.value.trim() === '') return 'no';
      if (hunting.value) return 'doing';
      return reach.value === 'more' && current.value <= 0 ? 'can' : 'no';
    }),
    earlier: () => {
      if (current.peek() > 0) return choose(current.peek() - 1);
      // What is looked at stays so while more comes before it.
      choose(current.peek());
      if (reach.peek() === 'more' && query.peek().trim() !== '') hunting.value = true;
    },
    later: () => {
      if (current.peek() < matches.peek().length - 1) choose(current.peek() + 1);
    },
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
