import { IMPORT_FORMATS } from '../importers/import-formats.js';
import { IMPORT_TARGETS } from '../importers/import-targets.js';
import { builtInMapping, loadMapping } from '../importers/mapping/built-in-mappings.js';
import type { ImportReport } from '../importers/pipeline/import-report.js';
import { rerunQuarantine } from '../importers/pipeline/rerun-quarantine.js';
import {
  type QuarantinedRecord,
  quarantinedRecordModel,
} from '../subgraphs/imports/quarantine/quarantined-record.model.js';
import type { OpenDatabase } from './open-database.js';

/** Quarantined records, newest first. */
export function listQuarantine(
  { database }: OpenDatabase,
  { importId, limit }: { readonly importId: string | null; readonly limit: number },
): Promise<QuarantinedRecord[]> {
  return database
    .model(quarantinedRecordModel)
    .find(importId === null ? {} : { importId })
    .sort({ quarantinedAt: -1, _id: 1 })
    .limit(limit)
    .lean<QuarantinedRecord[]>()
    .exec();
}

/** Runs quarantined records again, by another mapping where one is given. */
export async function rerun(
  { database }: OpenDatabase,
  options: { readonly importId: string | null; readonly mapping: string | null; readonly dryRun: boolean },
): Promise<ImportReport> {
  return rerunQuarantine({
    database,
    formats: IMPORT_FORMATS,
    targets: IMPORT_TARGETS,
    builtInMapping,
    importId: options.importId,
    mapping: options.mapping === null ? null : await loadMapping(options.mapping),
    dryRun: options.dryRun,
  });
}
