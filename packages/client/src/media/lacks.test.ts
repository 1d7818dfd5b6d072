import { expect, test } from 'vitest';
import { lacksOf } from './lacks.ts';

test('[C42] the other learns which device is wanted and not there, and why', () => {
  expect(lacksOf([])).toEqual({});
  expect(
    lacksOf([
      { device: 'camera', kind: 'denied' },
      { device: 'microphone', kind: 'missing' },
      { device: 'screen', kind: 'denied' },
    ]),
  ).toEqual({ lacks: { camera: 'denied', microphone: 'missing' } });
  expect(lacksOf([{ device: 'camera', kind: 'switched', name: 'Cam 2' }])).toEqual({});
});
