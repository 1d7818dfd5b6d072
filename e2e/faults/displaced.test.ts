import { expect, test } from 'vitest';
import { watchDisplaced } from './displaced.ts';

test('[I6] [S6] a displaced client makes no upgrade in a minute, whatever happens to the server, until it is told to', async () => {
  // `npm run faults -- --displaced 600` watches for ten.
  expect(await watchDisplaced(60_000)).toEqual({ upgrades: 0, cameBack: true });
});
