import { isRecord, isRejected, type RejectedRecord, type SourceItem, type SourceRecord } from './import-format.js';
import type { ImportContext, ImportTarget, PreparedBatch, RecordOutcome } from './import-target.js';

/** Records that are validated, matched and written at once. */
const BATCH_RECORDS = 500;

/** Characters of the source after which a batch is written though it is short: memory stays flat on large records. */
const BATCH_CHARACTERS = 1_000_000;

interface PlacedRecord {
  /** Position among the accepted records of the batch. */
  readonly at: number;
  readonly item: SourceRecord;
}

/** The records of a batch that go to one target, ready to be written. */
interface TargetGroup {
  readonly name: string;
  readonly placed: readonly PlacedRecord[];
  readonly write: PreparedBatch;
}

/** Records that are written at once. */
export interface ImportBatch {
  /** Those that an earlier run has not written yet. */
  readonly pending: readonly SourceItem[];
  /** Those of them that are records. */
  readonly accepted: readonly (SourceRecord | RejectedRecord)[];
  readonly groups: readonly TargetGroup[];
  /** Records of the file, written earlier or not; their targets, and their characters in the file. */
  readonly records: number;
  readonly targets: ReadonlySet<string>;
  readonly characters: number;
}

/**
 * The records of a source in batches, prepared as far as that needs no database.
 * @param targetNamed the target of that name; throws where there is none
 * @param skip records at the start that are written already
 */
export async function* importBatches(
  records: AsyncIterable<SourceItem>,
  targetNamed: (name: string) => ImportTarget,
  context: ImportContext,
  skip: number,
): AsyncGenerator<ImportBatch> {
  let before = 0;
  for await (const items of batchesOf(records)) {
    const pending = before >= skip ? items : items.slice(skip - before);
    before += items.length;
    const accepted = pending.filter(isRecord);
    yield {
      pending,
      accepted,
      groups: groupsOf(accepted, targetNamed, context),
      records: items.length,
      targets: new Set(items.flatMap((item) => ('target' in item ? [item.target] : []))),
      characters: items.reduce((sum, { raw }) => sum + raw.length + 1, 0),
    };
  }
}

async function* batchesOf(records: AsyncIterable<SourceItem>): AsyncGenerator<SourceItem[]> {
  let batch: SourceItem[] = [];
  let characters = 0;
  for await (const record of records) {
    batch.push(record);
    characters += record.raw.length;
    if (batch.length >= BATCH_RECORDS || characters >= BATCH_CHARACTERS) {
      yield batch;
      batch = [];
      characters = 0;
    }
  }
  if (batch.length > 0) yield batch;
}

function groupsOf(
  batch: readonly (SourceRecord | RejectedRecord)[],
  targetNamed: (name: string) => ImportTarget,
  context: ImportContext,
): TargetGroup[] {
  const byTarget = new Map<string, PlacedRecord[]>();
  batch.forEach((item, at) => {
    if (isRejected(item)) return;
    const group = byTarget.get(item.target) ?? [];
    group.push({ at, item });
    byTarget.set(item.target, group);
  });
  return [...byTarget].map(([name, placed]) => {
    const target = targetNamed(name);
    const records = placed.map(({ item: { line, recordId, value } }) => ({ line, recordId, value }));
    return { name, placed, write: target.prepare?.(context, records) ?? (() => target.write(context, records)) };
  });
}

/** Writes a batch, target by target. Answers one outcome a record. */
export async function outcomesOf({ accepted, groups }: ImportBatch): Promise<RecordOutcome[]> {
  const outcomes: RecordOutcome[] = [];
  accepted.forEach((item, at) => {
    if (isRejected(item)) outcomes[at] = { outcome: 'rejected', rejections: item.rejections, warnings: [] };
  });
  for (const { name, placed, write } of groups) {
    const answers = await write();
    placed.forEach(({ at, item }, index) => {
      const answer = answers[index];
      if (answer === undefined) throw new Error(`Target "${name}" answered nothing for line ${item.line}`);
      outcomes[at] = { ...answer, warnings: [...item.warnings, ...answer.warnings] };
    });
  }
  return outcomes;
}

/** Reads and prepares the next batch while the present one is being written: the database works in a thread of its own. */
export async function* oneAhead<Batch>(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  let coming = batches.next();
  try {
    for (;;) {
      const { value, done } = await coming;
      if (done) return;
      coming = batches.next();
      // What goes wrong in the next batch is told when its turn comes.
      coming.catch(() => undefined);
      yield value;
    }
  } finally {
    await coming.catch(() => undefined);
    await batches.return(undefined);
  }
}
