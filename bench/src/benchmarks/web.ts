// The first visit to the signed-out page: bytes and requests on the wire, and the time until one can sign in.
import type { Browser, CDPSession } from 'playwright-core';
import { launch } from '../browser/browsers.ts';
import { startProduct } from '../browser/product.ts';
import { median, sum } from '../measure/stats.ts';
import { atMost, type Benchmark, type Figure } from '../report/figure.ts';

const ROUNDS = 10;
/** What comes after the page has settled belongs to the first load too. */
const SETTLE_MS = 1000;

interface Visit {
  requests: { url: string; bytes: number }[];
  interactive: number;
}

export const web: Benchmark = {
  name: 'web',
  title: 'First load of the signed-out page',
  async run(context) {
    const product = await startProduct();
    const browser = await launch();
    try {
      await visit(browser, product.address);
      const visits: Visit[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        await context.quiet();
        visits.push(await visit(browser, product.address));
      }
      for (const { url, bytes } of visits[0]?.requests ?? []) context.say(`  ${bytes} bytes: ${url}`);
      return figures(visits);
    } finally {
      await browser.close();
      await product.close();
    }
  },
};

/** In a profile of its own, so that nothing is cached. */
async function visit(browser: Browser, address: string): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const requests = await recorded(await context.newCDPSession(page));
    await page.addInitScript(NOTE_INTERACTIVE);
    await page.goto(address);
    const interactive: number = await page.evaluate('benchInteractive');
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(SETTLE_MS);
    const foreign = requests.find(({ url }) => new URL(url).host !== new URL(address).host);
    if (foreign) throw new Error(`the page asks another host: ${foreign.url}`);
    return { requests, interactive };
  } finally {
    await context.close();
  }
}

async function recorded(session: CDPSession): Promise<Visit['requests']> {
  const requests: Visit['requests'] = [];
  const urls = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (!request.url.startsWith('data:') && !request.url.startsWith('blob:'))
      urls.set(requestId, request.url);
  });
  // `encodedDataLength` is what came over the wire, headers included.
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url) requests.push({ url, bytes: encodedDataLength });
  });
  session.on('Network.loadingFailed', ({ requestId }) => {
    requests.push({ url: urls.get(requestId) ?? '', bytes: 0 });
  });
  await session.send('Network.enable');
  return requests;
}

// A page script as text: what tsx adds to functions exists in no page. Interactive: all that one types and clicks to
// sign in is there and enabled, and a frame has been drawn since.
const NOTE_INTERACTIVE = `
  const ready = () => {
    const enabled = (selector) => [...document.querySelectorAll(selector)].some((e) => !e.disabled && e.checkVisibility());
    const button = [...document.querySelectorAll('button')].some((b) => b.textContent.trim() === 'Sign in' && !b.disabled);
    return button && enabled('input[type=password]') && enabled('input:not([type=password])');
  };
  globalThis.benchInteractive = new Promise((resolve) => {
    const look = () => {
      if (!ready()) return requestAnimationFrame(look);
      requestAnimationFrame(() => resolve(performance.now()));
    };
    requestAnimationFrame(look);
  });
`;

function figures(visits: Visit[]): Figure[] {
  const kilobytes = visits.map(({ requests }) => sum(requests.map(({ bytes }) => bytes)) / 1000);
  const counts = visits.map(({ requests }) => requests.length);
  const interactive = visits.map((one) => one.interactive);
  return [
    {
      name: 'bytes on the wire, compressed',
      value: median(kilobytes),
      unit: 'KB',
      rounds: kilobytes,
      target: atMost(40),
    },
    { name: 'requests', value: median(counts), unit: '', rounds: counts, target: atMost(6) },
    { name: 'until one can sign in', value: median(interactive), unit: 'ms', rounds: interactive },
  ];
}
