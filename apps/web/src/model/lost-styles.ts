// Stylesheets that were lost on their way, as when the network changes meanwhile: the bundler's loader asks for each but once, and
// would have its page go without ever after.

import type { Timers } from './timers.ts';

/** Ms until a lost one is asked for again; twice as long each time. */
const SOON = 500;
const LONGEST = 30_000;

/** What is used of the document. */
export type StyledDocument = Pick<Document, 'addEventListener'>;

export interface LostStylesOptions {
  document: StyledDocument;
  timers: Pick<Timers, 'after'>;
}

/** Asks for every stylesheet of the document that fails from now on, until it is there. */
export function findLostStyles({ document, timers }: LostStylesOptions): void {
  const waits = new Map<string, number>();
  const lost = ({ target }: Event): void => {
    const link = target as HTMLLinkElement | null;
    if (link?.localName !== 'link' || link.rel !== 'stylesheet') return;
    const ms = waits.get(link.href) ?? SOON;
    waits.set(link.href, Math.min(ms * 2, LONGEST));
    // The same element does not load again; another in its place keeps the order of the rules.
    timers.after(ms, () => link.replaceWith(link.cloneNode()));
  };
  // It does not bubble (WHATWG HTML, "link": fetch and process the linked resource).
  document.addEventListener('error', lost, { capture: true });
}
