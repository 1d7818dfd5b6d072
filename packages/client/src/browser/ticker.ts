// The worker that keeps time while a page is hidden, for pages whose bundler knows nothing of it: its code is its address.
import { tickInBackground, type OpenTicker } from '../connection/background.ts';

const WORKER =
  'data:text/javascript,let t;onmessage=e=>{clearInterval(t);if(e.data)t=setInterval(()=>postMessage(0),1000)}';

/** Throws where there are no workers. Where the page's policy forbids this one, it never knocks. */
const openTicker: OpenTicker = (tick) => {
  const worker = new Worker(WORKER);
  worker.onmessage = tick;
  return {
    // eslint-disable-next-line unicorn/require-post-message-target-origin -- a worker has none
    run: (on) => worker.postMessage(on),
    close: () => worker.terminate(),
  };
};

/** Calls `tick` once a second while the page is hidden; the answer ends that. */
export function keepTimeByWorker(tick: () => void): () => void {
  return tickInBackground(document, openTicker, tick);
}
