// Reads the head of Parley's two hottest frames without parsing the rest: a generator must be faster than the server.

/** A letter where the type differs, or `other`: parse the frame. */
export const HEAD = { message: 'm'.charCodeAt(0), accepted: 'a'.charCodeAt(0), other: 0 } as const;

export interface Head {
  seq: number;
  type: number;
}

const SEQ = Buffer.from('{"seq":');
const TYPE = Buffer.from('"t":"chat.');
// Reused: one frame is looked at at a time.
const head: Head = { seq: Number.NaN, type: HEAD.other };

/** Valid until the next call. Any order of keys is right; the order that the server has is read fast. */
export function headOf(bytes: Buffer, start: number, end: number): Readonly<Head> {
  head.seq = Number.NaN;
  head.type = HEAD.other;
  let at = start + 1;
  if (matches(bytes, start, SEQ)) {
    head.seq = 0;
    at = start + SEQ.length;
    for (let digit = (bytes[at] ?? 0) - 48; digit >= 0 && digit <= 9; digit = (bytes[at] ?? 0) - 48) {
      head.seq = head.seq * 10 + digit;
      at++;
    }
    at++;
  }
  if (at + TYPE.length >= end || !matches(bytes, at, TYPE)) return head;
  const type = bytes[at + TYPE.length];
  // A text without its number in front is left to the parser.
  if (type === HEAD.message && !Number.isNaN(head.seq)) head.type = HEAD.message;
  else if (type === HEAD.accepted) head.type = HEAD.accepted;
  return head;
}

function matches(bytes: Buffer, at: number, wanted: Buffer): boolean {
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}
