import type { Aggregate, Query, Schema } from 'mongoose';

/**
 * mongoose plugin: the server ends reads that take longer, unless they say otherwise. It is how database work ends with
 * the request that wanted it: to abort a command in the driver would close its connection, which costs others more.
 */
export function readTimeLimit(milliseconds: number): (schema: Schema) => void {
  return (schema) => {
    schema.pre(['find', 'findOne', 'countDocuments'], function (this: Query<unknown, unknown>) {
      if (this.getOptions().maxTimeMS === undefined) {
        this.maxTimeMS(milliseconds);
      }
    });
    schema.pre('aggregate', function (this: Aggregate<unknown>) {
      this.options.maxTimeMS ??= milliseconds;
    });
  };
}
