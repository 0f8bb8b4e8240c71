import type { ImportJobRecord, ImportReportRecord } from './import-job.model.js';
import type { ImportJob, ImportJobState, ImportReport } from './import-job.type.js';

/** What callers see of a job. */
export function importJobView(row: ImportJobRecord): ImportJob {
  const { _id, format, fileName, state, dryRun, recordsDone, report, error, createdAt, updatedAt, finishedAt } = row;
  return {
    importId: _id,
    format,
    fileName,
    state: state as ImportJobState,
    dryRun,
    recordsDone,
    uploadPath: state === 'AWAITING_UPLOAD' ? `/imports/${_id}` : null,
    report: report === null ? null : reportView(report),
    error,
    createdAt,
    updatedAt,
    finishedAt,
  };
}

function reportView({ warningCounts, ...report }: ImportReportRecord): ImportReport {
  return { ...report, warningCounts: Object.entries(warningCounts).map(([code, count]) => ({ code, count })) };
}
