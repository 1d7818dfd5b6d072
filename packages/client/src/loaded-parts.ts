// What every Parley needs and the core has not: a page loads it beside its sign-in.
import { Calls, type CallsParts } from './call/calls.ts';
import type { Explain } from './error.ts';
import { explain } from './explain.ts';
import { createPresence, type CreatePresence } from './presence/presence.ts';

export interface LoadedParts {
  createCalls: (parts: CallsParts) => Calls;
  createPresence: CreatePresence;
  explain: Explain;
}

export const loadedParts: LoadedParts = { createCalls: (parts) => new Calls(parts), createPresence, explain };
