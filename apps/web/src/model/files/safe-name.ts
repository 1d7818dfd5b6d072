// A file's name as it is shown and saved. It comes from somebody else: it must neither deceive the eye nor harm a disk.

/** UTF-8 bytes: every file system takes this much, with room for the number that a browser adds. */
const LONGEST = 200;
const LONGEST_ENDING = 20;

// Controls, lone surrogates, code points that are none, line and paragraph separators; marks that turn the writing
// about (UAX #9 §2), with which `gpj.exe` is shown as `exe.jpg`; and what takes no room at all. The joiner of emoji stays.
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;
/** Separators of paths, and what Windows has reserved. */
const RESERVED = /[/\\:*?"<>|]/g;
/** Names of devices, with whatever ending (Windows: "Naming Files, Paths, and Namespaces"). */
const DEVICES = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³]|conin\$|conout\$)\s*(?:\.|$)/i;

/** The same for what it has answered before. */
export function safeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(UNSEEN, '')
    .replaceAll(RESERVED, '_')
    .replaceAll(/\s+/gu, ' ');
  const bare = trimmed(plain);
  if (bare === '') return 'file';
  return shorten(DEVICES.test(bare) ? `_${bare}` : bare);
}

/** The part that tells its kind, with the dot; '' where there is none. */
export function endingOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 && name.length - dot <= LONGEST_ENDING ? name.slice(dot) : '';
}

/** A dot in front hides a file; Windows drops dots and spaces at the end. */
function trimmed(name: string): string {
  return name.replace(/^[. ]+/, '').replace(/[. ]+$/, '');
}

/** The ending stays: it tells what the file is. */
function shorten(name: string): string {
  if (bytesOf(name) <= LONGEST) return name;
  const ending = endingOf(name);
  const room = LONGEST - bytesOf(ending);
  let stem = '';
  let taken = 0;
  for (const character of name.slice(0, name.length - ending.length)) {
    taken += bytesOf(character);
    if (taken > room) break;
    stem += character;
  }
  return trimmed(stem + ending);
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
