import { createHash } from 'node:crypto';
import type { Database } from '../../database/database.js';
import { type ImportJobRecord, importJobModel } from '../../subgraphs/imports/job/import-job.model.js';
import type { ImportReport } from './import-report.js';

/** What an import is: who asks for the same again means the same import. */
export type ImportIdentity = Pick<
  ImportJobRecord,
  'format' | 'fileName' | 'fileHash' | 'country' | 'partnerId' | 'mappingName' | 'mapping' | 'dryRun' | 'rejectLimit'
>;

/** Where an interrupted import goes on. */
export interface Checkpoint {
  readonly recordsDone: number;
  readonly report: ImportReport | null;
}

const START: Checkpoint = { recordsDone: 0, report: null };

/** The key of an import that nobody has given one: the same file with the same meaning has the same. */
export function importKey(
  { format, fileHash, country, partnerId }: Pick<ImportIdentity, 'format' | 'fileHash' | 'country' | 'partnerId'>,
  meaning: string,
): string {
  const text = JSON.stringify([format, fileHash, country, meaning, ...(partnerId === null ? [] : [partnerId])]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/**
 * The state of one import, in the collection `import_jobs`. Written after every batch, when its records are written
 * for good: an import that was interrupted goes on behind the last such batch, and writes at most that batch again,
 * which changes nothing.
 */
export class ImportCheckpoint {
  private constructor(
    private readonly database: Database,
    readonly importId: string,
    readonly start: Checkpoint,
  ) {}

  /** Begins an import, or goes on with one that was interrupted. One that has ended begins anew. */
  static async begin(database: Database, importId: string, identity: ImportIdentity, now: Date) {
    const jobs = database.model(importJobModel);
    const known = await jobs.findById(importId).lean<ImportJobRecord | null>().exec();
    const goesOn = known !== null && ['RUNNING', 'INTERRUPTED'].includes(known.state) && known.recordsDone > 0;
    const start = goesOn ? { recordsDone: known.recordsDone, report: known.report } : START;
    await jobs
      .updateOne(
        { _id: importId },
        {
          $set: { ...identity, ...start, state: 'RUNNING', error: null, updatedAt: now, finishedAt: null },
          $setOnInsert: { createdAt: now },
        },
        { upsert: true },
      )
      .exec();
    return new ImportCheckpoint(database, importId, start);
  }

  async advance(recordsDone: number, report: ImportReport): Promise<void> {
    await this.set({ recordsDone, report });
  }

  async end(
    state: 'SUCCEEDED' | 'FAILED' | 'INTERRUPTED',
    recordsDone: number,
    report: ImportReport,
    error: ImportJobRecord['error'] = null,
  ): Promise<void> {
    await this.set({ state, recordsDone, report, error, finishedAt: state === 'INTERRUPTED' ? null : new Date() });
  }

  private async set(values: object): Promise<void> {
    await this.database
      .model(importJobModel)
      .updateOne({ _id: this.importId }, { $set: { ...values, updatedAt: new Date() } })
      .exec();
  }
}
