import { describe, expect, it } from 'vitest';
import { atLeast, atMost, holds } from './figure.ts';
import { number, table } from './table.ts';

describe('table', () => {
  it('says of each figure with a target whether it holds', () => {
    const figures = [
      { name: 'relay', value: 1.234, unit: '×', target: atLeast(1) },
      { name: 'memory', value: 9.5, unit: 'KiB', target: atMost(8) },
      { name: 'for information', value: 36_182.4, unit: '/s' },
    ];
    expect(figures.map(holds)).toEqual([true, false, undefined]);
    expect(table({ title: 'Figures', figures }).split('\n')).toEqual([
      '### Figures',
      '',
      '|                 |  measured | wanted |        |',
      '|-----------------|----------:|-------:|-------:|',
      '| relay           |    1.23 × |    ≥ 1 |  holds |',
      '| memory          |  9.50 KiB |    ≤ 8 | MISSED |',
      '| for information | 36,182 /s |        |        |',
      '',
    ]);
  });

  it('treats a figure that could not be taken as missed', () => {
    expect(holds({ name: '', value: Number.NaN, unit: '', target: atMost(8) })).toBe(false);
    expect(number(Number.NaN)).toBe('–');
  });
});
