// What the server's own pages say, in one of the languages. A word that is left out does not compile (ADR 0026).
import type { Language } from '@parley/languages';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { zh } from './zh.ts';

export interface Steps {
  system: string;
  /** HTML, in the words of the system's own settings in this language. */
  steps: readonly string[];
}

export interface Words {
  /** All of it is text, but for `install`. */
  trust: {
    title: string;
    heading: string;
    lead: string;
    first: string;
    what: string;
    download: string;
    install: readonly [Steps, Steps, Steps, Steps, Steps];
    compare: string;
    second: string;
    open: string;
    warning: string;
  };
  nothing: { title: string; heading: string; back: string };
}

export const WORDS: Readonly<Record<Language, Words>> = { en, de, es, zh, ar };
