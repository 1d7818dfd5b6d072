// Reads the frames that the server wrote, as a client's WebSocket would.

export type ReadFrame = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'ping' };

/** `bytes` holds whole unmasked frames, one character a byte. Throws on anything else. */
export function readFrames(bytes: string): ReadFrame[] {
  const buffer = Buffer.from(bytes, 'latin1');
  const frames: ReadFrame[] = [];
  for (let at = 0; at < buffer.length;) {
    const { kind, start, end } = readHeader(buffer, at);
    if (end > buffer.length) throw new Error(`a frame of ${end - start} bytes is cut off`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(start, end));
    frames.push(kind === 'text' ? { kind, text } : { kind });
    at = end;
  }
  return frames;
}

function readHeader(buffer: Buffer, at: number): { kind: ReadFrame['kind']; start: number; end: number } {
  const first = buffer.readUInt8(at);
  if (first !== 0x81 && first !== 0x89) throw new Error(`0x${first.toString(16)} begins no text and no ping`);
  const kind = first === 0x81 ? 'text' : 'ping';
  const length = buffer.readUInt8(at + 1);
  if (length > 127) throw new Error('a server does not mask');
  if (length < 126) return { kind, start: at + 2, end: at + 2 + length };
  if (length === 126) return { kind, start: at + 4, end: at + 4 + buffer.readUInt16BE(at + 2) };
  return { kind, start: at + 10, end: at + 10 + Number(buffer.readBigUInt64BE(at + 2)) };
}
