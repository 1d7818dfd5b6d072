// One measured number: its rounds, and what it has to be at least or at most.
import { median } from '../measure/stats.ts';

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** What each round gave, where `value` is their median. */
  rounds?: number[];
  target?: { is: 'at least' | 'at most'; value: number };
}

/** Of rounds, their median. */
export function medianFigure(
  name: string,
  rounds: number[],
  unit: string,
  target?: Figure['target'],
): Figure {
  return { name, value: median(rounds), unit, rounds, ...(target ? { target } : {}) };
}

export interface Context {
  /** Tells the person who waits what is happening. */
  say(line: string): void;
  /** Resolves when the machine has nothing else to do. Before each round. */
  quiet: () => Promise<void>;
  /** Where CPU profiles of the servers go; absent where none is wanted. */
  profiles?: string;
}

export interface Benchmark {
  name: string;
  /** In a few words, for the table. */
  title: string;
  /** Rejects where what was measured was wrong: a lost text is a failure, not a slow relay. */
  run: (context: Context) => Promise<Figure[]>;
}

export function holds({ value, target }: Figure): boolean | undefined {
  if (!target) return undefined;
  return target.is === 'at least' ? value >= target.value : value <= target.value;
}

export const atLeast = (value: number): Figure['target'] & object => ({ is: 'at least', value });
export const atMost = (value: number): Figure['target'] & object => ({ is: 'at most', value });
