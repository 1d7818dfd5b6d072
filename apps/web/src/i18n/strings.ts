// The words of the language in use. Views read them from here, never from a language by name, and are drawn anew when the
// language changes. Those of the app come with it; the sign-in page has its English ones at once.
import { computed, signal } from '@preact/signals';
import { entrance as enEntrance } from './en/entrance.ts';
import type { app as enApp } from './en/app.ts';
import type { Language } from '@parley/languages';

/** What a language has to say before somebody is in, and what it has to say inside. */
export type EntranceStrings = typeof enEntrance;
export type AppStrings = typeof enApp;
export type Strings = EntranceStrings & AppStrings;

interface Loaders {
  entrance: () => EntranceStrings | Promise<EntranceStrings>;
  app: () => Promise<AppStrings>;
}

/** A language without one of its parts does not compile, nor a part without one of its words. */
export const LOADERS: Readonly<Record<Language, Loaders>> = {
  en: { entrance: () => enEntrance, app: async () => (await import('./en/app.ts')).app },
  de: {
    entrance: async () => (await import('./de/entrance.ts')).entrance,
    app: async () => (await import('./de/app.ts')).app,
  },
  es: {
    entrance: async () => (await import('./es/entrance.ts')).entrance,
    app: async () => (await import('./es/app.ts')).app,
  },
  zh: {
    entrance: async () => (await import('./zh/entrance.ts')).entrance,
    app: async () => (await import('./zh/app.ts')).app,
  },
  ar: {
    entrance: async () => (await import('./ar/entrance.ts')).entrance,
    app: async () => (await import('./ar/app.ts')).app,
  },
};

interface Shown {
  language: Language;
  words: EntranceStrings & Partial<AppStrings>;
}

const shown = signal<Shown>({ language: 'en', words: enEntrance });
/** What was asked for last: what was asked for before it may come later, and is not shown. */
let wanted: Language = 'en';
let inside = false;

/** The language in use. */
export const language = computed(() => shown.value.language);

/** The words, read anew at each use. Those of the app are there once `loadAppWords` has resolved. */
export const t: Strings = new Proxy({} as Strings, {
  get: (_, part) => Reflect.get(shown.value.words, part),
});

/** Throws where the words can't be loaded; those that were there before stay. */
export async function speak(next: Language): Promise<void> {
  wanted = next;
  const { entrance, app } = LOADERS[next];
  const [before, after] = await Promise.all([entrance(), inside ? app() : undefined]);
  const words = { ...before, ...after };
  if (wanted === next) showWords({ language: next, words });
}

/** To be called before anything of the app is shown. Throws where they can't be loaded. */
export async function loadAppWords(): Promise<void> {
  inside = true;
  await speak(wanted);
}

export function showWords(next: Shown): void {
  shown.value = next;
}
