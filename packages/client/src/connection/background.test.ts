import { expect, test } from 'vitest';
import { tickInBackground, type OpenTicker } from './background.ts';

function setUp(fail = false) {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const told: unknown[] = [];
  const openTicker: OpenTicker = (tick) => {
    told.push('open');
    if (fail) throw new TypeError('no workers here');
    return {
      run(on) {
        told.push(on ? 'run' : 'rest');
        if (on) tick();
      },
      close: () => told.push('close'),
    };
  };
  const stop = tickInBackground(page, openTicker, () => told.push('tick'));
  const show = (state: DocumentVisibilityState): void => {
    page.visibilityState = state;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  return { told, show, stop };
}

test('the ticker is opened when the page is hidden for the first time, and rests while it is in view', () => {
  const { told, show, stop } = setUp();
  expect(told).toEqual([]);
  show('hidden');
  expect(told.splice(0)).toEqual(['open', 'run', 'tick']);
  show('visible');
  show('hidden');
  expect(told.splice(0)).toEqual(['rest', 'run', 'tick']);
  stop();
  show('visible');
  show('hidden');
  expect(told).toEqual(['close']);
});

test('a page without workers goes on without', () => {
  const { told, show, stop } = setUp(true);
  show('hidden');
  show('visible');
  show('hidden');
  stop();
  expect(told).toEqual(['open']);
});
