// Where words stand in texts, whatever their case and accents, in any script.
import type { TextId } from '@parley/client';

export interface Match {
  readonly id: TextId;
  /** In UTF-16 units of the words. */
  readonly start: number;
  readonly end: number;
}

export interface Searched {
  readonly id: TextId;
  readonly words: string;
}

/** Arabic writes some words longer for the look of it, by a letter that means nothing. */
const TATWEEL = '\u0640';

interface Folded {
  readonly text: string;
  /** For each unit of the text: where in the words its character begins, and where it ends. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function fold(words: string): Folded {
  let text = '';
  let at = 0;
  const starts: number[] = [];
  const ends: number[] = [];
  for (const character of words) {
    const plain = foldCharacter(character);
    // A mark belongs to what is before it.
    if (plain === '' && ends.length > 0) ends[ends.length - 1] = at + character.length;
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    text += plain;
    at += character.length;
  }
  return { text, starts, ends };
}

function foldCharacter(character: string): string {
  if (character === TATWEEL) return '';
  if (/\s/u.test(character)) return ' ';
  return character.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}

/** All places in their order; none where there is nothing to look for. */
export function matchesIn(texts: readonly Searched[], query: string): readonly Match[] {
  const sought = fold(query.trim()).text;
  if (sought === '') return [];
  return texts.flatMap(({ id, words }) => {
    const { text, starts, ends } = fold(words);
    const found: Match[] = [];
    for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length))
      found.push({ id, start: starts[at] ?? 0, end: ends[at + sought.length - 1] ?? words.length });
    return found;
  });
}
