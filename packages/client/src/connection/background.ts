// While nobody looks at a page, browsers run its timers once a second, later once a minute. A worker's they leave alone.

/** Knocks once a second while it runs. The app brings it: where a worker's file lies is its bundler's affair. */
export interface Ticker {
  run(on: boolean): void;
  close(): void;
}

/** `tick` is what the ticker calls at each knock. */
export type OpenTicker = (tick: () => void) => Ticker;

/** Calls `tick` once a second while the page is hidden. Without a ticker the page's own timers have to do. */
export function tickInBackground(
  page: Pick<Document, 'visibilityState'> & EventTarget,
  openTicker: OpenTicker,
  tick: () => void,
): () => void {
  let ticker: Ticker | undefined;
  let failed = false;

  const open = (): Ticker | undefined => {
    try {
      return openTicker(tick);
    } catch {
      // No workers here, or not for this page: not asked again.
      failed = true;
      return undefined;
    }
  };
  const look = (): void => {
    const hidden = page.visibilityState === 'hidden';
    // Kept once it is there: a server that is away could not give it a second time.
    if (hidden && !failed) ticker ??= open();
    ticker?.run(hidden);
  };

  page.addEventListener('visibilitychange', look);
  look();
  return () => {
    page.removeEventListener('visibilitychange', look);
    ticker?.close();
    ticker = undefined;
  };
}
