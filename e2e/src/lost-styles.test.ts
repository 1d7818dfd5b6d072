// A stylesheet that gets lost on its way, as when the network changes while somebody signs in.
import { expect } from 'vitest';
import { openTheatre } from './theatre.ts';

const scene = openTheatre();

scene('[S1] the page is drawn as it should be, though its styles were lost twice', async (stage) => {
  const alice = await stage.arrive(stage.name('alice'), { context: { serviceWorkers: 'block' } });
  let lost = 0;
  await alice.page.route(/\/assets\/app-[^/]*\.css$/, (route) => {
    lost += 1;
    return lost <= 2 ? route.abort('failed') : route.continue();
  });
  await alice.signIn(stage.server.url);
  await expect
    .poll(() => alice.people.evaluate((element) => getComputedStyle(element).display), { timeout: 10_000 })
    .toBe('flex');
  expect(lost).toBe(3);
});
