import { expect, test } from 'vitest';
import { createAudioUnlock } from './audio-unlock.ts';

/** `state` is what becomes of the context; only a browser that was touched lets it run. */
function setUp() {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const made: { state: string }[] = [];
  class FakeContext {
    state = 'suspended';
    constructor() {
      made.push(this);
    }
    async resume(): Promise<void> {
      this.state = 'running';
    }
  }
  const window = Object.assign(new EventTarget(), { document, AudioContext: FakeContext });
  createAudioUnlock(window as unknown as Window & { AudioContext: typeof AudioContext });
  return { window, document, context: () => made[0] };
}

test.each(['pointerdown', 'pointerup', 'keydown'])('a %s unlocks sound', (type) => {
  const { window, context } = setUp();
  expect(context()).toBeUndefined();
  window.dispatchEvent(new Event(type));
  expect(context()?.state).toBe('running');
});

test('what a telephone call has interrupted goes on when the person is back', () => {
  const { window, document, context } = setUp();
  document.dispatchEvent(new Event('visibilitychange'));
  expect(context()).toBeUndefined();
  window.dispatchEvent(new Event('pointerup'));
  Object.assign(context() ?? {}, { state: 'interrupted' });
  document.dispatchEvent(new Event('visibilitychange'));
  expect(context()?.state).toBe('running');
});
