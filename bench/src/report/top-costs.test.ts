import { describe, expect, it } from 'vitest';
import { topCosts } from './top-costs.ts';

const callFrame = (functionName: string, url = ''): object => ({
  functionName,
  url,
  lineNumber: 9,
  columnNumber: 0,
  scriptId: '0',
});

describe('top costs', () => {
  it('shares out the busy time by the place of each sample', () => {
    const profile = {
      nodes: [
        { id: 1, callFrame: callFrame('(idle)') },
        { id: 2, callFrame: callFrame('send', 'file:///x/ws/lib/sender.js') },
        { id: 3, callFrame: callFrame('writev') },
        { id: 4, callFrame: callFrame('send', 'file:///x/ws/lib/sender.js') },
      ],
      samples: [1, 2, 3, 4],
      timeDeltas: [1000, 10, 70, 20],
      startTime: 0,
      endTime: 1100,
    };
    expect(topCosts(profile as Parameters<typeof topCosts>[0], 5)).toEqual([
      { where: 'writev', share: 0.7 },
      { where: 'send lib/sender.js:10', share: 0.3 },
    ]);
  });
});
