import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../database/database.js';
import type { Authenticate } from '../http/authentication.js';
import type { ImportUploads } from '../http/import-upload-route.js';
import { IMPORT_FORMATS } from '../importers/import-formats.js';
import { IMPORT_TARGETS } from '../importers/import-targets.js';
import { builtInMapping } from '../importers/mapping/built-in-mappings.js';
import { ImportError } from '../importers/pipeline/import-error.js';
import { importFile } from '../importers/pipeline/run-import.js';
import { TripodError } from '../kernel/errors/tripod-error.js';
import { importerRights } from '../subgraphs/imports/importer-rights.js';
import { type ImportJobRecord, importJobModel } from '../subgraphs/imports/job/import-job.model.js';

/**
 * Imports that are made through the graph: takes their files into `imports/` of the data directory and runs them, one
 * after the other, in this process. The queue is the database, the file is on disk: after a restart the imports go on
 * where they were.
 */
export class ImportJobs implements ImportUploads {
  private readonly directory: string;
  private readonly stop = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    dataDirectory: string,
    private readonly authenticate: Authenticate,
    private readonly log: (message: string, error: unknown) => void,
  ) {
    this.directory = join(dataDirectory, 'imports');
  }

  async receive(importId: string, authorization: string | undefined, file: Readable): Promise<void> {
    const { partnerId } = importerRights(await this.authenticate(authorization));
    const job = await this.find(importId);
    if (job === null || (partnerId !== null && job.partnerId !== partnerId))
      throw new TripodError('NOT_FOUND', `There is no import ${importId}.`);
    if (job.state !== 'AWAITING_UPLOAD') {
      throw new TripodError('CONFLICT', `The import ${importId} has its file already.`);
    }
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    // The name is that of a stored job: nothing of the request leads anywhere else.
    const path = this.pathOf(job._id);
    const partial = `${path}.${process.pid}-${Date.now()}.part`;
    try {
      await pipeline(file, createWriteStream(partial, { mode: 0o600 }));
      const { modifiedCount } = await this.database
        .model(importJobModel)
        .updateOne({ _id: job._id, state: 'AWAITING_UPLOAD' }, { $set: { state: 'QUEUED', updatedAt: new Date() } })
        .exec();
      if (modifiedCount === 0) throw new TripodError('CONFLICT', `The import ${importId} has its file already.`);
      await rename(partial, path);
    } finally {
      await rm(partial, { force: true });
    }
    this.enqueue(job._id);
  }

  /** Goes on with imports that an earlier process has left, if their files are here. */
  async resume(): Promise<void> {
    const left = await this.database
      .model(importJobModel)
      .find({ state: { $in: ['QUEUED', 'RUNNING', 'INTERRUPTED'] } }, { _id: 1 })
      .sort({ createdAt: 1 })
      .lean<Pick<ImportJobRecord, '_id'>[]>()
      .exec();
    for (const { _id } of left) {
      if (await exists(this.pathOf(_id))) this.enqueue(_id);
    }
  }

  /** Stops behind the present batch. */
  async close(): Promise<void> {
    this.stop.abort(new Error('the server ends'));
    await this.running;
  }

  private pathOf(importId: string): string {
    return join(this.directory, importId.replace(/[^A-Za-z0-9-]/g, ''));
  }

  private find(importId: string): Promise<ImportJobRecord | null> {
    return this.database.model(importJobModel).findById(importId).lean<ImportJobRecord | null>().exec();
  }

  private enqueue(importId: string): void {
    this.running = this.running.then(async () => {
      if (this.stop.signal.aborted) return;
      try {
        await this.run(importId);
      } catch (error) {
        if (!this.stop.signal.aborted) this.log(`import ${importId}`, error);
      }
    });
  }

  private async run(importId: string): Promise<void> {
    const job = await this.find(importId);
    if (job === null) return;
    const path = this.pathOf(importId);
    try {
      const report = await importFile(path, await this.optionsOf(job));
      // Of a dry run the pipeline writes nothing, its own state neither.
      if (job.dryRun)
        await this.set(importId, { state: 'SUCCEEDED', recordsDone: report.read, report, finishedAt: new Date() });
    } catch (error) {
      if (this.stop.signal.aborted) throw error;
      const isImportError = error instanceof ImportError;
      const { code, message, line } = isImportError
        ? error
        : { code: 'INTERNAL', message: 'Internal error. It has been logged under the id of the import.', line: null };
      await this.set(importId, { state: 'FAILED', error: { code, message, line }, finishedAt: new Date() });
      if (!isImportError) this.log(`import ${importId}`, error);
    }
    await rm(path, { force: true });
  }

  private async optionsOf(job: ImportJobRecord): Promise<Parameters<typeof importFile>[1]> {
    const format = IMPORT_FORMATS.find(({ name }) => name === job.format);
    if (format === undefined) {
      const names = IMPORT_FORMATS.map(({ name }) => name).join(', ');
      throw new ImportError('UNKNOWN_FORMAT', `There is no format "${job.format}"; there are ${names}`);
    }
    return {
      database: this.database,
      targets: IMPORT_TARGETS,
      format,
      country: job.country,
      partnerId: job.partnerId ?? null,
      mapping:
        job.mappingName !== null
          ? await builtInMapping(job.mappingName)
          : job.mapping === null
            ? null
            : { name: null, document: JSON.parse(job.mapping) as unknown },
      dryRun: job.dryRun,
      rejectLimit: job.rejectLimit,
      importId: job._id,
      name: job.fileName,
      stop: this.stop.signal,
    };
  }

  private async set(importId: string, values: object): Promise<void> {
    await this.database
      .model(importJobModel)
      .updateOne({ _id: importId }, { $set: { ...values, updatedAt: new Date() } })
      .exec();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
