import { describe, expect, it } from 'vitest';
import { HEAD, headOf } from './parley-head.ts';

function read(frame: string): { seq: number; type: number } {
  const bytes = Buffer.from(`..${frame}`);
  return { ...headOf(bytes, 2, bytes.length) };
}

describe('head of a frame', () => {
  it('knows texts with their number, and acceptances', () => {
    expect(read('{"seq":10432,"t":"chat.message","text":"x"}')).toEqual({ seq: 10_432, type: HEAD.message });
    expect(read('{"t":"chat.accepted","id":"x"}').type).toBe(HEAD.accepted);
  });

  it.each([
    '{"t":"chat.message","seq":1,"text":"x"}',
    '{"seq":1,"t":"chat.delivered","ids":[]}',
    '{"seq":1,"t":"call.state"}',
    '{"t":"presence.update","online":[]}',
    '{"t":"error"}',
    '{}',
  ])('leaves %s to the parser', (frame) => {
    expect(read(frame).type).toBe(HEAD.other);
  });
});
