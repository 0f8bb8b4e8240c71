import type { ImportReport } from '../importers/pipeline/import-report.js';

/** Rejections that people are shown; all are in the report and in quarantine. */
const SHOWN_REJECTIONS = 10;

/** A report for people. */
export function importTable(file: string, report: ImportReport, dryRun: boolean): string {
  const { read, created, updated, unchanged, rejected, skipped, warnings } = report;
  const counts = Object.entries({ read, created, updated, unchanged, rejected, skipped, warnings });
  const width = Math.max(...counts.map(([, count]) => String(count).length));
  const lines = [`${file}${dryRun ? ' (dry run: nothing was written)' : ''}`];
  for (const [name, count] of counts) lines.push(`  ${name.padEnd(10)} ${String(count).padStart(width)}`);
  for (const [code, count] of Object.entries(report.warningCounts).sort(([, left], [, right]) => right - left)) {
    const sample = report.warningSamples.find((finding) => finding.code === code);
    lines.push(
      `  warning ${code}: ${count}${sample === undefined ? '' : `, such as line ${sample.line}: ${sample.message}`}`,
    );
  }
  for (const { line, recordId, code, message } of report.rejections.slice(0, SHOWN_REJECTIONS)) {
    lines.push(`  rejected line ${line}${recordId === null ? '' : ` (${recordId})`}: ${code}: ${message}`);
  }
  if (report.rejections.length > SHOWN_REJECTIONS)
    lines.push('  ... all of them: --report FILE, tripod quarantine list');
  return `${lines.map((line) => line.replace(/\p{Cc}/gu, ' ')).join('\n')}\n`;
}
