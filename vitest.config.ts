import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { dedupe: ['graphql'] },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/bench/**', 'tests/browser/**'],
    globalSetup: [],
    sequence: { shuffle: true },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
