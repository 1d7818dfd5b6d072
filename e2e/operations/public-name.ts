// How a test's client gets to a public name that is served on this very machine.
import type { LookupFunction } from 'node:net';

export interface Way {
  /** PEM of whom it trusts. */
  ca: string;
  lookup: LookupFunction;
}

export function wayHome(ca: string): Way {
  const lookup: LookupFunction = (_name, options, found) =>
    options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4);
  return { ca, lookup };
}
