// Finds the web addresses in a text. Only http and https are ever made into links.

export type Piece = { kind: 'text'; text: string } | { kind: 'link'; text: string; href: string };

/**
 * Ends at quotation marks of all languages, at the punctuation that Chinese puts without a space, and at characters that turn the
 * direction of what follows: an address is to look like what it is.
 */
const CANDIDATE =
  /\bhttps?:\/\/[^\s<>"`{}|\\^«»‹›‘’‚“”„‟\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0c\uff1a-\uff1f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi;
const TRAILING = /[.,;:!?'"*_~…،؛؟۔]$/;
const BRACKETS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
];

/** The text in pieces; joined again they are the text. */
export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const candidate = trimAddress(match[0]);
    const href = addressOf(candidate);
    if (href === undefined) continue;
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push({ kind: 'link', text: candidate, href });
    end = match.index + candidate.length;
  }
  if (end < text.length || pieces.length === 0) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

/** What ends a sentence, or closes a bracket that was opened before the address, is no part of it. */
function trimAddress(candidate: string): string {
  let end = candidate.length;
  // Counting is done on the shrinking end, so that a long run of brackets costs no more than its length.
  const open = new Map(
    BRACKETS.map(([left, right]) => [right, count(candidate, right) - count(candidate, left)]),
  );
  for (; end > 0; end -= 1) {
    const last = candidate.charAt(end - 1);
    const surplus = open.get(last);
    if (surplus !== undefined && surplus > 0) open.set(last, surplus - 1);
    else if (!TRAILING.test(last)) break;
  }
  return candidate.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

function addressOf(candidate: string): string | undefined {
  if (!URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  // A name before the host (RFC 3986 §3.2.1) is there to be taken for it.
  const isPlain = url.username === '' && url.password === '';
  return isWeb && isPlain && url.hostname !== '' ? url.href : undefined;
}
