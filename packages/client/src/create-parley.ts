// A Parley at once, for our own app and tests: with what `connect` loads in one piece with the rest.
import type { MessageTypes } from './api/messages.ts';
import type { Parley } from './api/parley.ts';
import { loadedParts } from './loaded-parts.ts';
import { assembleParley, type ParleyOptions } from './parley.ts';

/** Connects at once and stays connected until `close`, or until the server says it is over. */
export function createParley<T extends MessageTypes = MessageTypes>(options: ParleyOptions): Parley<T> {
  return assembleParley(options, loadedParts);
}
