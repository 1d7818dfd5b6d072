// The words of the language in use. Views import these, never a language by name.
import { en } from './en.ts';

export type Strings = typeof en;

export const t: Strings = en;
