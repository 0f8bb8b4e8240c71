import type { Aggregate, Query, Schema } from 'mongoose';

/**
 * Rows of the first batch of every read. Without it a server sends 101 rows and is asked again for the rest, which is a
 * second round trip; lists here are bounded by their pages, and a reply by 16 MB in any case.
 */
const ROWS = 100_000;

/** mongoose plugin: every `find` and `aggregate` gets its rows with the first answer, unless it says otherwise. */
export function readInOneBatch(schema: Schema): void {
  schema.pre('find', function (this: Query<unknown, unknown>) {
    if (this.getOptions().batchSize === undefined) {
      this.batchSize(ROWS);
    }
  });
  schema.pre('aggregate', function (this: Aggregate<unknown>) {
    this.options.batchSize ??= ROWS;
  });
}
