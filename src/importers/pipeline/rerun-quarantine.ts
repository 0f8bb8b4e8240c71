import type { Database } from '../../database/database.js';
import {
  type QuarantinedRecord,
  quarantinedRecordModel,
} from '../../subgraphs/imports/quarantine/quarantined-record.model.js';
import { ImportError } from './import-error.js';
import { type ImportFormat, isRecord, isRejected } from './import-format.js';
import { type ImportReport, ReportBuilder } from './import-report.js';
import { type ImportTarget, type RecordOutcome, rejected } from './import-target.js';
import { sourceText } from './source-file.js';

export interface RerunOptions {
  readonly database: Database;
  readonly formats: readonly ImportFormat[];
  readonly targets: readonly ImportTarget[];
  /** Only records of this import; all unless given. */
  readonly importId?: string | null;
  /** The mapping to read them by, where the one that rejected them was wrong; that one unless given. */
  readonly mapping?: { readonly name: string | null; readonly document: unknown } | null;
  /** Finds a built-in mapping by its name. */
  readonly builtInMapping: (name: string) => Promise<{ readonly document: unknown }>;
  readonly dryRun?: boolean;
}

/**
 * Runs quarantined records again, oldest first. What is accepted now is stored and leaves quarantine; what is rejected
 * again stays, with the findings of this run.
 */
export async function rerunQuarantine(options: RerunOptions): Promise<ImportReport> {
  const { database, importId = null, dryRun = false } = options;
  const model = database.model(quarantinedRecordModel);
  const builder = new ReportBuilder();
  const records = model
    .find(importId === null ? {} : { importId })
    .sort({ quarantinedAt: 1, _id: 1 })
    .lean<QuarantinedRecord[]>()
    .cursor() as AsyncIterable<QuarantinedRecord>;
  for await (const record of records) {
    const outcome = await runAgain(record, options);
    builder.add(record, outcome.outcome, outcome.rejections, outcome.warnings);
    if (dryRun) continue;
    if (outcome.outcome === 'rejected') {
      await model.updateOne({ _id: record._id }, { $set: { findings: outcome.rejections } }).exec();
    } else {
      await model.deleteOne({ _id: record._id }).exec();
    }
  }
  if (!dryRun) {
    const context = { database, dryRun, country: null, partnerId: null, startedAt: new Date() };
    for (const target of options.targets) await target.finish?.(context, undefined);
  }
  return builder.report();
}

async function runAgain(record: QuarantinedRecord, options: RerunOptions): Promise<RecordOutcome> {
  const { database, formats, targets, dryRun = false } = options;
  const format = formats.find(({ name }) => name === record.format);
  if (format === undefined) {
    return rejected({ field: null, code: 'UNKNOWN_FORMAT', message: `There is no format "${record.format}" any more` });
  }
  const partnerId = record.partnerId ?? null;
  const context = { database, dryRun, country: record.country, partnerId, startedAt: new Date() };
  try {
    const mapping = await mappingOf(record, options);
    const file = sourceText(record.fileName, record.content);
    const source = await format.open({ file, country: record.country, mapping });
    for await (const item of source.records) {
      if (!isRecord(item)) continue;
      if (isRejected(item)) return rejected(...item.rejections);
      const target = targets.find(({ name }) => name === item.target);
      const [outcome] = (await target?.write(context, [{ ...item, line: record.line }])) ?? [];
      if (outcome !== undefined) return { ...outcome, warnings: [...item.warnings, ...outcome.warnings] };
    }
    return { outcome: 'unchanged', rejections: [], warnings: [] };
  } catch (error) {
    // The file of a single record may be none of the format at all, such as a row that the new mapping has no columns for.
    if (error instanceof ImportError) return rejected({ field: null, code: error.code, message: error.message });
    throw error;
  }
}

async function mappingOf(record: QuarantinedRecord, { mapping, builtInMapping }: RerunOptions): Promise<unknown> {
  if (mapping !== undefined && mapping !== null) return mapping.document;
  if (record.mapping !== null) return JSON.parse(record.mapping);
  return record.mappingName === null ? null : (await builtInMapping(record.mappingName)).document;
}
