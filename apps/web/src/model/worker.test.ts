import { expect, test, vi } from 'vitest';
import { createPageWorker } from './worker.ts';

/** A worker that answers questions, and a page that is registering it. */
function setUp(state: 'active' | 'installing', answer: (question: string) => unknown = () => 'page-1') {
  const worker = Object.assign(new EventTarget(), {
    state: state === 'active' ? 'activated' : 'installing',
    postMessage: (question: string, [port]: MessagePort[] = []) => port?.postMessage(answer(question)),
  });
  const registration = Object.assign(new EventTarget(), {
    active: state === 'active' ? worker : null,
    installing: state === 'installing' ? worker : null,
    waiting: null,
  });
  const container = Object.assign(new EventTarget(), { register: async () => registration });
  const becomes = (next: string): void => {
    worker.state = next;
    if (next === 'activating') Object.assign(registration, { installing: null, active: worker });
    worker.dispatchEvent(new Event('statechange'));
  };
  const { active, page } = createPageWorker({
    container: container as unknown as ServiceWorkerContainer,
    own: 'https://parley.test/assets/app-1.js',
    reload: () => undefined,
  });
  return { registration, becomes, active, page };
}

test('it is of use once it is active, and says by which id it knows the page', async () => {
  const { registration, becomes, active, page } = setUp('installing', (question) =>
    question === 'which-page' ? 'page-1' : true,
  );
  const found = vi.fn();
  void active.then(found);
  await Promise.resolve();
  becomes('installed');
  await Promise.resolve();
  expect(found).not.toHaveBeenCalled();
  becomes('activating');
  expect(await active).toBe(registration);
  expect(await page).toBe('page-1');
});

test('one that could not be installed is of none', async () => {
  const { becomes, active, page } = setUp('installing');
  await Promise.resolve();
  await Promise.resolve();
  becomes('redundant');
  await expect(active).rejects.toThrow('could not be installed');
  expect(await page).toBeUndefined();
});

test('one of an older build does not know what it is asked', async () => {
  const { registration, active, page } = setUp('active', () => false);
  expect(await active).toBe(registration);
  expect(await page).toBeUndefined();
});
