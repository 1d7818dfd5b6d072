// What the call benchmark does with two pages, whatever is in them.
import type { Page } from 'playwright-core';

/** Two pages that can call each other, whatever is in them. */
export interface Pair {
  readonly caller: Page;
  readonly callee: Page;
  /** Resolves while it rings and the caller's camera is open. */
  ring: () => Promise<void>;
  accept: () => Promise<void>;
  hangUp: () => Promise<void>;
  close: () => Promise<void>;
}
