import type { Database } from '../../database/database.js';
import { type ImportBatch, importBatches, oneAhead, outcomesOf } from './import-batches.js';
import { ImportCheckpoint, type ImportIdentity, importKey } from './import-checkpoint.js';
import { ImportError } from './import-error.js';
import { type ImportFormat, type OpenedSource } from './import-format.js';
import { type ImportReport, ReportBuilder } from './import-report.js';
import type { ImportContext, ImportTarget, RecordOutcome } from './import-target.js';
import { Quarantine, type RejectedPlace } from './quarantine.js';
import { inspectFile, type SourceFile } from './source-file.js';

export interface ImportProgress {
  readonly recordsDone: number;
  /** Characters of the file that have been written or rejected. */
  readonly charactersDone: number;
  /** Bytes of the file after unpacking: about as many as its characters. */
  readonly size: number;
}

export interface ImportOptions {
  readonly database: Database;
  readonly targets: readonly ImportTarget[];
  readonly format: ImportFormat;
  readonly country?: string | null;
  /** Finance partner whose import it is; null for one of the operator. */
  readonly partnerId?: string | null;
  /** The mapping document; null for formats without. */
  readonly mapping?: { readonly name: string | null; readonly document: unknown } | null;
  /** Identifier of the record that the file is of, for formats that take one. */
  readonly recordId?: string | null;
  readonly dryRun?: boolean;
  /** The import stops when more records than this are rejected; null for no limit. */
  readonly rejectLimit?: number | null;
  /** Key of the import; that of its content unless given. */
  readonly importId?: string;
  /** The file, as its sender named it; its path unless given. */
  readonly name?: string;
  readonly onProgress?: (progress: ImportProgress) => void;
  /** Aborted when the import shall stop behind the present batch: it goes on from there when asked for again. */
  readonly stop?: AbortSignal;
}

/**
 * Imports one file: reads it through once to see that it is whole, recognises its format, then reads, decodes, maps,
 * validates, matches and upserts it batch by batch; rejected records go to quarantine. An import that was interrupted
 * goes on where it was; the same file again leaves everything unchanged.
 * @throws ImportError for a file that cannot be imported, before anything is written; REJECT_LIMIT
 */
export async function importFile(path: string, options: ImportOptions): Promise<ImportReport> {
  const { name = path, format } = options;
  return importSource(await inspectFile(path, { name, lineLimitBytes: format.lineLimitBytes }), options);
}

/**
 * Imports a source that has been inspected.
 * @throws ImportError as {@link importFile}
 */
async function importSource(file: SourceFile, options: ImportOptions): Promise<ImportReport> {
  const { database, format, country = null, partnerId = null, mapping = null, dryRun = false } = options;
  const { rejectLimit = null } = options;
  if (format.needsMapping && mapping === null) {
    throw new ImportError('MAPPING_MISSING', `The format "${format.name}" needs a mapping: give --mapping`);
  }
  const { recordId = null } = options;
  if (recordId !== null && format.takesRecordId !== true) {
    throw new ImportError(
      'RECORD_ID_REFUSED',
      `--record-id: the records of the format "${format.name}" name themselves`,
    );
  }
  const source = await format.open({ file, country, mapping: mapping?.document ?? null, recordId });
  const identity: ImportIdentity = {
    format: format.name,
    fileName: file.name,
    fileHash: file.sha256,
    country,
    partnerId,
    mappingName: mapping?.name ?? null,
    mapping: mapping === null || mapping.name !== null ? null : JSON.stringify(mapping.document),
    dryRun,
    rejectLimit,
  };
  const context: ImportContext = { database, dryRun, country, partnerId, startedAt: new Date() };
  const run = new ImportRun(context, source, file, options);
  if (dryRun) {
    await run.all(null, null);
    return run.report();
  }
  const importId = options.importId ?? importKey(identity, source.meaning);
  const checkpoint = await ImportCheckpoint.begin(database, importId, identity, context.startedAt);
  const quarantine = new Quarantine(database, importId, identity, source.rejoin);
  if (checkpoint.start.recordsDone === 0) await quarantine.clear();
  try {
    await run.all(checkpoint, quarantine);
    await run.finish();
    await checkpoint.end('SUCCEEDED', run.recordsDone, run.report());
  } catch (error) {
    const interrupted = options.stop?.aborted === true;
    // What was accepted before the limit is stored, and has the same right to be finished.
    if (error instanceof ImportError && error.code === 'REJECT_LIMIT') await run.finish().catch(() => undefined);
    await checkpoint
      .end(interrupted ? 'INTERRUPTED' : 'FAILED', run.recordsDone, run.report(), interrupted ? null : reasonOf(error))
      // The first error is the one to tell, such as that of the database.
      .catch(() => undefined);
    throw error;
  }
  return run.report();
}

function reasonOf(error: unknown): { code: string; message: string; line: number | null } {
  if (error instanceof ImportError) return { code: error.code, message: error.message, line: error.line };
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error), line: null };
}

/** One pass over the records of a file. */
class ImportRun {
  private builder = new ReportBuilder();
  private readonly targets: ReadonlyMap<string, ImportTarget>;
  private readonly used = new Set<string>();
  private charactersDone = 0;
  recordsDone = 0;

  constructor(
    private readonly context: ImportContext,
    private readonly source: OpenedSource,
    private readonly file: SourceFile,
    private readonly options: ImportOptions,
  ) {
    this.targets = new Map(options.targets.map((target) => [target.name, target]));
  }

  report(): ImportReport {
    return this.builder.report();
  }

  async all(checkpoint: ImportCheckpoint | null, quarantine: Quarantine | null): Promise<void> {
    const skip = checkpoint?.start.recordsDone ?? 0;
    this.builder = new ReportBuilder(checkpoint?.start.report ?? null);
    for await (const batch of oneAhead(importBatches(this.source.records, this.targetNamed, this.context, skip))) {
      for (const name of batch.targets) this.used.add(name);
      if (batch.pending.length > 0) {
        this.options.stop?.throwIfAborted();
        await this.write(batch, quarantine);
      }
      this.recordsDone += batch.records;
      this.charactersDone += batch.characters;
      if (batch.pending.length > 0) await checkpoint?.advance(this.recordsDone, this.report());
      this.options.onProgress?.({
        recordsDone: this.recordsDone,
        charactersDone: this.charactersDone,
        size: this.file.size,
      });
      this.checkRejectLimit();
    }
  }

  /** Lets the targets of the records finish: also of those that an interrupted run has written. */
  async finish(): Promise<void> {
    for (const name of this.used) await this.targets.get(name)?.finish?.(this.context, this.options.stop);
  }

  private async write(batch: ImportBatch, quarantine: Quarantine | null): Promise<void> {
    const { pending, accepted } = batch;
    const outcomes = await outcomesOf(batch);
    const rejected: RejectedPlace[] = [];
    accepted.forEach((item, at) => {
      const outcome = outcomes[at];
      if (outcome?.outcome === 'rejected') rejected.push({ place: item, rejections: outcome.rejections });
    });
    // Quarantine first: a record that is neither stored nor quarantined would be lost to an interruption in between.
    await quarantine?.keep(rejected, this.context.startedAt);
    for (let skipped = pending.length - accepted.length; skipped > 0; skipped -= 1) this.builder.skip();
    accepted.forEach((item, at) => {
      const { outcome, rejections, warnings } = outcomes[at] as RecordOutcome;
      this.builder.add(item, outcome, rejections, warnings);
    });
  }

  /** The target of that name, where this import may write to it. */
  private readonly targetNamed = (name: string): ImportTarget => {
    const target = this.targets.get(name);
    if (target === undefined) throw new ImportError('UNKNOWN_TARGET', `There is no target "${name}"`);
    if (this.options.partnerId && target.ofPartners !== true) {
      throw new ImportError('UNKNOWN_TARGET', `Partners do not import records of the target "${name}"`);
    }
    return target;
  };

  private checkRejectLimit(): void {
    const { rejectLimit = null } = this.options;
    if (rejectLimit !== null && this.builder.rejected > rejectLimit) {
      throw new ImportError(
        'REJECT_LIMIT',
        `${this.file.name}: stopped, more than ${rejectLimit} records were rejected; what was accepted before is stored`,
      );
    }
  }
}
