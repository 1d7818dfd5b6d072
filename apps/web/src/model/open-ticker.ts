// Opens the worker that keeps time while the page is hidden.
import type { Ticker } from '@parley/client';
import tickerUrl from '../ticker.ts?worker&url';

/** The part of Trusted Types that is needed (W3C Trusted Types §3.2). */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(url: string): string };
}

/** Throws where there are no workers. */
export function openTicker(tick: () => void): Ticker {
  const factory = Reflect.get(globalThis, 'trustedTypes') as PolicyFactory | undefined;
  // The server's policy lets no page open a worker by a mere text. This one answer is all that can be had here.
  const rules = { createScriptURL: () => tickerUrl };
  const url = factory ? factory.createPolicy('parley-ticker', rules).createScriptURL(tickerUrl) : tickerUrl;
  const worker = new Worker(url);
  worker.addEventListener('message', tick);
  return {
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    run: (on) => worker.postMessage(on),
    close: () => worker.terminate(),
  };
}
