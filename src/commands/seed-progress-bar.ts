import cliProgress from 'cli-progress';
import type { SeedProgress } from '../importers/seed/seed-progress.js';

/** Shows how far the seed is: a bar on a terminal, a line a collection elsewhere. */
export function seedProgressBar(): { show(progress: SeedProgress): void; end(): void } {
  return process.stdout.isTTY ? bar() : lines();
}

function bar() {
  const progressBar = new cliProgress.SingleBar(
    {
      format: '  {bar} {percentage}% | {value}/{total} records | {collection}',
      hideCursor: true,
      clearOnComplete: true,
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show({ collection, recordsDone, recordsTotal }: SeedProgress): void {
      if (!started) {
        progressBar.start(recordsTotal, recordsDone, { collection });
        started = true;
      }
      progressBar.update(recordsDone, { collection });
    },
    end: () => progressBar.stop(),
  };
}

function lines() {
  let last = '';
  return {
    show({ collection, recordsDone, recordsTotal }: SeedProgress): void {
      if (collection !== last) {
        last = collection;
        process.stdout.write(`  seed: ${recordsDone} of ${recordsTotal} records, now ${collection}\n`);
      }
    },
    end: () => undefined,
  };
}
