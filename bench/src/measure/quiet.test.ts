import { describe, expect, it } from 'vitest';
import { createQuiet } from './quiet.ts';

const samples = (...shares: number[]) => {
  let taken = 0;
  return { idle: () => Promise.resolve(shares[taken++] ?? 0), taken: () => taken };
};

describe('quiet', () => {
  it('waits until the machine is idle', async () => {
    const machine = samples(0.1, 0.7, 0.95, 0.1);
    const quiet = createQuiet({ patience: 10_000, idle: machine.idle });
    await quiet.wait();
    expect(machine.taken()).toBe(3);
    expect(quiet.waited).toBe(800);
  });

  it('goes on at last where the machine is never idle, and waits no more', async () => {
    const machine = samples();
    const quiet = createQuiet({ patience: 2000, idle: machine.idle });
    await quiet.wait();
    expect(machine.taken()).toBe(5);
    await quiet.wait();
    expect(machine.taken()).toBe(5);
  });
});
