// Histories that broke a rule once, made small, and what they found. `npm run simulate -- --history SEED` prints them.

export interface Found {
  readonly what: string;
  /** Of the network's delays and all other chance. */
  readonly seed: number;
  /** See formatSteps. */
  readonly steps: string;
}

export const FOUND: readonly Found[] = [
  {
    what: 'a ring that had crossed an invite began again when the call was over (C5)',
    seed: 36,
    steps: `carol call alice, 26450 ms;
      carol hang-up alice, 630 ms;
      alice call bob, 50 ms;
      bob call alice, 97580 ms`,
  },
  {
    what: 'a server died between two people: one had hung up and been confirmed, the other waited for ever (C16)',
    seed: 131,
    steps: `alice call bob, 1990 ms;
      alice answer carol, 20 ms;
      bob away bob, 60 ms;
      alice hang-up carol, 150 ms;
      bob crash-server bob, 4470 ms`,
  },
  {
    what: 'a caller who had heard nothing invited anew what the callee had answered, and was told busy (C16)',
    seed: 4198,
    steps: `carol texts bob, 30 ms;
      carol deafen-client alice, 2050 ms;
      carol call bob, 90 ms;
      bob answer carol, 3370 ms;
      bob freeze bob, 630 ms;
      bob stop-server bob, 1980 ms`,
  },
  {
    what: 'a caller who had heard nothing and hung up could not say of which call (C16)',
    seed: 5733,
    steps: `bob deafen-server carol, 570 ms;
      bob call carol, 10 ms;
      carol deafen-client alice, 1980 ms;
      carol call alice, 30 ms;
      carol lag carol, 60 ms;
      carol hang-up bob, 1610 ms;
      bob crash-server bob, 710 ms;
      carol answer carol, 3970 ms`,
  },
  {
    what: 'a page that slept through a ring and a restart rang for nobody when it woke (C16)',
    seed: 9728,
    steps: `bob freeze alice, 24800 ms;
      alice call bob, 130690 ms;
      bob stop-server alice, 24420 ms`,
  },
  {
    what: 'a hang-up right after Accept was taken for a ring when there was no server to tell (C16)',
    seed: 9902,
    steps: `alice hang-up alice, 7290 ms;
      alice deafen-client alice, 8860 ms;
      carol call bob, 670 ms;
      carol text alice, 1030 ms;
      alice answer alice, 40 ms;
      alice crash-server carol, 3000 ms;
      bob hang-up alice, 2620 ms`,
  },
  {
    what: 'views of a glare that was hung up before it was heard of took the next call to the same person with them (C5)',
    seed: 2090522,
    steps: `carol lag carol, 14114 ms;
      alice call bob, 115 ms;
      bob call alice, 1240 ms;
      bob hang-up alice, 2015 ms;
      bob snap bob, 1311 ms;
      bob call alice, 5324 ms`,
  },
  {
    what: 'a claim that was lost with its line was not made again on the session that was resumed (C16)',
    seed: 3078731,
    steps: `carol call alice, 463 ms;
      alice vanish carol, 1048 ms;
      alice hang-up alice, 4114 ms;
      carol lag alice, 61 ms;
      alice crash-server alice, 1836 ms;
      bob start-server carol, 2395 ms;
      alice away bob, 378 ms`,
  },
  {
    what: 'a caller who had declined a call of the server’s making, while there was none to tell, was not believed (C16, C20)',
    seed: 101764,
    steps: `alice connect carol, 208 ms;
      alice crash-server bob, 35 ms;
      alice decline alice, 1890 ms;
      carol answer alice, 5631 ms`,
  },
];
