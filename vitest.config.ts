import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

const { resolve } = createRequire(import.meta.url);

// As the command line does: tests must not depend on where they run.
process.env.TZ = 'UTC';

export default defineConfig({
  resolve: {
    // Vite prefers graphql's ES modules, Node (and so every dependency) its CommonJS ones: two copies in one process
    // would break `instanceof`.
    alias: [{ find: /^graphql$/, replacement: resolve('graphql') }],
  },
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/bench/node_modules/**', 'tests/browser/**'],
    sequence: { shuffle: true },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
