import { describe, expect, it } from 'vitest';
import { createKnown, createPresenceReader, nameOf } from './known.ts';

const frame = (message: object): Buffer => Buffer.from(JSON.stringify(message));
const names = (...indexes: number[]): string[] => indexes.map(nameOf);

describe('known', () => {
  it('[P2] follows a snapshot and updates, and tells news from repeats', () => {
    const read = createPresenceReader(100);
    const known = createKnown(100);
    const apply = (message: object): boolean => known.apply(read(frame(message)));

    expect(apply({ t: 'presence.snapshot', online: names(0, 31, 32, 99) })).toBe(true);
    expect(known.size).toBe(4);
    expect(apply({ t: 'presence.update', online: names(31), offline: [] })).toBe(false);
    expect(apply({ t: 'presence.update', online: names(63, 64), offline: names(0) })).toBe(true);
    expect(known.size).toBe(5);
    expect(apply({ t: 'presence.snapshot', online: names(1) })).toBe(true);
    expect(known.size).toBe(1);
  });

  it('does not count people of other benchmarks', () => {
    const known = createKnown(10);
    known.apply(
      createPresenceReader(10)(frame({ t: 'presence.snapshot', online: ['bob', nameOf(3), nameOf(10)] })),
    );
    expect(known.size).toBe(1);
  });

  it('counts every bit of a word', () => {
    const known = createKnown(64);
    const everybody = Array.from({ length: 64 }, (_, i) => nameOf(i));
    known.apply(createPresenceReader(64)(frame({ t: 'presence.snapshot', online: everybody })));
    expect(known.size).toBe(64);
  });
});
