import type { Database } from '../../database/database.js';
import {
  type QuarantinedRecord,
  quarantinedRecordModel,
} from '../../subgraphs/imports/quarantine/quarantined-record.model.js';
import type { Finding } from './finding.js';
import type { ImportIdentity } from './import-checkpoint.js';
import type { SourcePlace } from './import-format.js';

/** Longest record that quarantine keeps whole, in characters: a document must stay below MongoDB's 16 MB. */
const LONGEST_CONTENT = 4_000_000;

/** A rejected record and why. */
export interface RejectedPlace {
  readonly place: SourcePlace;
  readonly rejections: readonly Finding[];
}

/** Where rejected records of one import are kept. */
export class Quarantine {
  constructor(
    private readonly database: Database,
    private readonly importId: string,
    private readonly identity: ImportIdentity,
    private readonly rejoin: (raws: readonly string[]) => string,
  ) {}

  /** Forgets what an earlier run of this very import rejected: it is decided anew. */
  async clear(): Promise<void> {
    await this.database.model(quarantinedRecordModel).deleteMany({ importId: this.importId }).exec();
  }

  /** Forgets records that have been read again. */
  async release(recordIds: readonly string[]): Promise<void> {
    if (recordIds.length === 0) return;
    const filter = { importId: this.importId, recordId: { $in: recordIds } };
    await this.database.model(quarantinedRecordModel).deleteMany(filter).exec();
  }

  /** Keeps rejected records; one that is kept already is replaced. */
  async keep(rejected: readonly RejectedPlace[], now: Date): Promise<void> {
    if (rejected.length === 0) return;
    const { format, fileName, country, partnerId, mappingName, mapping } = this.identity;
    const rows = rejected.map(({ place, rejections }): QuarantinedRecord => {
      const content = this.rejoin([place.raw]);
      return {
        _id: `${this.importId}:${place.line}:${place.recordId ?? ''}`.slice(0, 400),
        importId: this.importId,
        format,
        fileName,
        country,
        partnerId,
        mappingName,
        mapping,
        line: place.line,
        recordId: place.recordId,
        content: content.length > LONGEST_CONTENT ? content.slice(0, LONGEST_CONTENT) : content,
        findings: rejections.map((finding) => ({ ...finding })),
        quarantinedAt: now,
      };
    });
    await this.database.model(quarantinedRecordModel).bulkWrite(
      rows.map((row) => ({ replaceOne: { filter: { _id: row._id }, replacement: row, upsert: true } })),
      { ordered: false },
    );
  }
}
