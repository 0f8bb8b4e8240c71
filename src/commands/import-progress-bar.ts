import cliProgress from 'cli-progress';
import type { ImportProgress } from '../importers/pipeline/run-import.js';

/** Shows how far an import is: a bar on a terminal, nothing elsewhere. */
export function importProgressBar(): { show(file: string, progress: ImportProgress): void; end(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, end: () => undefined };
  const progressBar = new cliProgress.SingleBar(
    { format: '  {bar} {percentage}% | {records} records | {file}', hideCursor: true, clearOnComplete: true },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    show: (file, { recordsDone, charactersDone, size }) => {
      if (!started) progressBar.start(size, 0, { file, records: 0 });
      started = true;
      progressBar.update(Math.min(size, charactersDone), { file, records: recordsDone });
    },
    end: () => {
      if (started) progressBar.stop();
      started = false;
    },
  };
}
