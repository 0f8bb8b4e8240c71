import { unwatchFile, watchFile } from 'node:fs';

/** Asked often enough for people; works for files that are replaced, linked or mounted, where events do not come. */
const INTERVAL_MILLISECONDS = 500;

/**
 * Calls back whenever one of the files is changed, made or deleted. It does not keep the process alive.
 * @returns ends the watch
 */
export function watchFiles(files: Iterable<string>, onChange: (file: string) => void): () => void {
  const stops = [...new Set(files)].map((file) => {
    const listener = (): void => onChange(file);
    watchFile(file, { interval: INTERVAL_MILLISECONDS, persistent: false }, listener);
    return () => unwatchFile(file, listener);
  });
  return () => {
    for (const stop of stops) {
      stop();
    }
  };
}
