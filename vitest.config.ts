import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { mutationPlugin } from './e2e/mutations/plugin.ts';

const resolve = { conditions: ['source'] };
const ssr = { resolve: { conditions: ['source'], externalConditions: ['source'] } };

/** They compute nothing meanwhile, and need nobody else to be quiet. */
const WAITING_FAULTS = ['e2e/faults/displaced.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        plugins: mutationPlugin(),
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/*/src/**/*.test.ts',
            'bench/src/**/*.test.ts',
            'e2e/joined/**/*.test.ts',
          ],
          setupFiles: ['apps/web/src/testing/words.ts'],
          testTimeout: 20_000,
          // vitest itself would leave a core to whoever edits meanwhile.
          maxWorkers: availableParallelism(),
        },
      },
      {
        test: {
          // Each of its tests runs other tests with a guard taken away.
          name: 'mutations',
          include: ['e2e/mutations/**/*.test.ts'],
          testTimeout: 120_000,
          maxConcurrency: availableParallelism(),
          maxWorkers: 1,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'faults',
          include: ['e2e/faults/**/*.test.ts'],
          exclude: WAITING_FAULTS,
          globalSetup: ['e2e/faults/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          // Each has a server and a crowd of clients, and measures them.
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // The server as its operator has it, with real proxies, certificate authorities and relays; no browser.
          name: 'operations',
          include: ['e2e/operations/**/*.test.ts'],
          globalSetup: ['e2e/faults/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          include: ['e2e/src/*.test.ts'],
          globalSetup: ['e2e/src/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 60_000,
          // Media pages cost most of a core each: one file at a time.
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
      {
        resolve,
        ssr,
        test: {
          // They mostly wait for time to pass, and leave the machine to each other and to others meanwhile.
          name: 'waiting',
          include: ['e2e/src/waiting/*.test.ts', ...WAITING_FAULTS],
          globalSetup: ['e2e/src/global-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 4,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
