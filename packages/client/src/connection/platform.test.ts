import { afterEach, expect, test, vi } from 'vitest';
import { createVirtualTime } from '../testing/virtual-time.ts';
import { browserPlatform, spaced } from './platform.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('of calls that come thick and fast the first and the last count', () => {
  const time = createVirtualTime(0);
  const at: number[] = [];
  const { call, cancel } = spaced(2_000, time, () => at.push(time.now()));
  for (const pause of [0, 100, 100, 5_000, 100]) {
    time.advance(pause);
    call();
  }
  time.advance(10_000);
  expect(at).toEqual([0, 2_000, 5_200, 7_200]);
  call();
  call();
  cancel();
  time.advance(10_000);
  expect(at).toHaveLength(5);
  expect(time.pending).toBe(0);
});

function stubPage(network?: EventTarget) {
  const page = { window: new EventTarget(), document: new EventTarget() };
  vi.stubGlobal('window', page.window);
  vi.stubGlobal('document', Object.assign(page.document, { visibilityState: 'hidden' }));
  vi.stubGlobal('navigator', { connection: network });
  return page;
}

test('[S12] coming online, back, into view and into another network wakes; going out of view does not', () => {
  vi.useFakeTimers();
  const network = new EventTarget();
  const { window, document } = stubPage(network);
  let wakes = 0;
  const stop = browserPlatform().onWake(() => (wakes += 1));
  document.dispatchEvent(new Event('visibilitychange'));
  expect(wakes).toBe(0);
  Object.assign(document, { visibilityState: 'visible' });
  const events = [
    [window, 'online'],
    [window, 'pageshow'],
    [document, 'resume'],
    [document, 'visibilitychange'],
    [network, 'change'],
  ] as const;
  const fire = (): void => {
    for (const [target, type] of events) target.dispatchEvent(new Event(type));
  };
  fire();
  expect(wakes).toBe(5);
  network.dispatchEvent(new Event('change'));
  stop();
  fire();
  vi.advanceTimersByTime(10_000);
  expect(wakes).toBe(5);
});

test('[S12] a browser that tells nothing of its network wakes at the rest', () => {
  const { window } = stubPage();
  let wakes = 0;
  browserPlatform().onWake(() => (wakes += 1));
  window.dispatchEvent(new Event('online'));
  expect(wakes).toBe(1);
});
