import { cpus, totalmem, type } from 'node:os';

/** One line that says where figures come from. */
export function machineLine(now: Date): string {
  const processors = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  return `${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${type()} ${process.arch}, ${processors.length} x ${model}, ${memory} GiB`;
}
