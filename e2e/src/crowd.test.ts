// The people list with 5,000 people: it opens, is searched and scrolled without stalling, and stays live.
import { expect } from 'vitest';
import { crowdNames, gather, recruit, type Member } from './crowd.ts';
import { openTheatre } from './theatre.ts';

const members: Member[] = [];
const scene = openTheatre({
  async prepare(data) {
    members.push(...(await recruit(data, crowdNames(5000))));
  },
});

scene(
  '[S2] the list stays quick with 5,000 people',
  async (stage) => {
    const crowd = await gather(stage.server.url, members);
    try {
      expect(crowd.size).toBe(5000);
      const alice = await stage.person('alice');
      const last = members.at(-1);
      if (!last) throw new Error('no crowd');
      const entry = alice.people.getByRole('button', { name: `${last.account}, online` });

      const search = alice.page.getByLabel('Search people');
      const asked = performance.now();
      await search.fill(last.account);
      await alice.sees(entry);
      expect(performance.now() - asked, 'ms from the search to its answer').toBeLessThan(2000);
      // Far fewer elements than people, or every change would cost all of them.
      await search.fill('');
      await expect.poll(() => alice.people.getByRole('listitem').count()).toBeGreaterThan(5);
      expect(await alice.people.getByRole('listitem').count()).toBeLessThan(300);

      await search.fill(last.account);
      await entry.click();
      await alice.sees(alice.page.getByRole('log', { name: `Conversation with ${last.account}` }));
      const typed = performance.now();
      await alice.field('Message').pressSequentially('typing while five thousand come and go');
      expect(performance.now() - typed, 'ms to type 38 letters').toBeLessThan(5000);
      expect(await alice.field('Message').inputValue()).toBe('typing while five thousand come and go');

      crowd.leave(last.account);
      await alice.seesNo(entry, 5000);
    } finally {
      await crowd.close();
    }
  },
  150_000,
);
