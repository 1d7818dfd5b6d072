// What the client says to its person, by language: a word that is left out in one does not compile (ADR 0026).
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en, type Words } from './en.ts';
import { es } from './es.ts';
import type { Language } from '@parley/languages';
import { zh } from './zh.ts';

export const WORDS: Readonly<Record<Language, Words>> = { en, de, es, zh, ar };
