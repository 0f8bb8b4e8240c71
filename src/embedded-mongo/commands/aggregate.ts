import { type Document, isDocument } from '../bson/document.js';
import { failure, notSupported } from '../errors.js';
import { runPipeline } from '../query/pipeline.js';
import { Collection } from '../store/collection.js';
import { namespaceOf } from '../store/namespace.js';
import { ChangeStreamSource, type WatchedScope } from './change-stream.js';
import { type CommandCall, type CommandTable, existingCollection } from './command.js';
import { type CursorSource, ResultSource } from './cursors.js';
import { countField, documentField, documentsField } from './fields.js';
import { mergeInto, writeOut } from './output-stages.js';
import { queryOptions, viewOf } from './query-options.js';
import { collectionStatistics, indexStatistics } from './statistics.js';

const NO_EFFECT = 'changes no answer, only how a server with a disk cache works';

async function aggregate(call: CommandCall): Promise<Document> {
  const { command, database, server } = call;
  const wholeDatabase = command.aggregate === 1;
  // MongoDB names the cursor of a pipeline on a whole database so.
  const namespace = wholeDatabase ? `${database}.$cmd.aggregate` : namespaceOf(database, command.aggregate);
  const pipeline = documentsField(command, 'pipeline');
  for (const stage of pipeline) {
    if (Object.keys(stage).length !== 1) {
      failure(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
  }
  const cursor = cursorField(command);
  const source = await sourceOf(call, namespace, wholeDatabase, pipeline);
  return server.cursors.first(namespace, source, {
    batchSize: countField(cursor, 'batchSize'),
    session: call.session,
    closed: call.client.closed,
    timesOut: !(source instanceof ChangeStreamSource),
  });
}

function cursorField(command: Document): Document {
  const cursor = documentField(command, 'cursor');
  if (!cursor) failure(9, "The 'cursor' option is required, except for aggregate with the explain argument");
  for (const option of Object.keys(cursor)) {
    if (option !== 'batchSize') failure(40415, `BSON field 'aggregate.cursor.${option}' is an unknown field.`);
  }
  return cursor;
}

async function sourceOf(
  call: CommandCall,
  namespace: string,
  wholeDatabase: boolean,
  pipeline: Document[],
): Promise<CursorSource> {
  const [first = {}] = pipeline;
  const rest = pipeline.slice(1);
  const collection = existingCollection(call, namespace);
  const options = queryOptions(call, collection);
  checkHint(call.command.hint, collection);
  if (Object.hasOwn(first, '$changeStream')) {
    const specification = first.$changeStream;
    if (!isDocument(specification)) failure(6188500, '$changeStream must take a nested object');
    if (call.transaction) failure(263, '$changeStream cannot be used in a transaction');
    const scope = scopeOf(call, namespace, wholeDatabase, specification);
    return new ChangeStreamSource(call.server.store, scope, specification, rest, options);
  }
  if (Object.hasOwn(first, '$collStats') || Object.hasOwn(first, '$indexStats')) {
    if (!collection) failure(26, `ns does not exist: ${namespace}`);
    const documents = first.$indexStats
      ? indexStatistics(collection)
      : [collectionStatistics(collection, first.$collStats)];
    return new ResultSource(runPipeline(undefined, [{ $documents: documents }, ...rest], options));
  }
  if (wholeDatabase && !Object.hasOwn(first, '$documents')) {
    const [name = 'an empty pipeline'] = Object.keys(first);
    if (name === '$currentOp' || name === '$listLocalSessions') notSupported(name);
    failure(73, `{aggregate: 1} is not valid for '${name}'; a collection is required.`);
  }
  const last = pipeline.at(-1) ?? {};
  const output = Object.hasOwn(last, '$out') ? '$out' : Object.hasOwn(last, '$merge') ? '$merge' : undefined;
  const reading = output ? pipeline.slice(0, -1) : pipeline;
  for (const stage of reading) {
    if (Object.hasOwn(stage, '$out') || Object.hasOwn(stage, '$merge')) {
      failure(40601, `${Object.keys(stage)[0]} can only be the final stage in the pipeline`);
    }
  }
  if (output && call.transaction) failure(263, `${output} cannot be used in a transaction`);
  const view = wholeDatabase ? undefined : viewOf(call, collection ?? new Collection(namespace, {}));
  const documents = runPipeline(view, reading, options);
  if (output === '$out') await writeOut(call, last.$out, documents);
  if (output === '$merge') await mergeInto(call, last.$merge, documents, options);
  return new ResultSource(output ? [] : documents);
}

/** The plan is chosen by the filter, and every plan gives the same answer; but a hint must name an index that exists. */
function checkHint(hint: unknown, collection: Collection | undefined): void {
  if (hint === undefined || !collection) return;
  if (isDocument(hint) && Object.hasOwn(hint, '$natural')) return;
  if (typeof hint !== 'string' && !isDocument(hint)) failure(9, 'Hint must be a string or an object');
  if (!collection.indexes.find(hint)) {
    failure(
      2,
      'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
    );
  }
}

function scopeOf(call: CommandCall, namespace: string, wholeDatabase: boolean, specification: Document): WatchedScope {
  if (specification.allChangesForCluster === true) {
    if (!wholeDatabase || call.database !== 'admin') {
      failure(72, 'A $changeStream with allChangesForCluster:true may only be opened on the admin database');
    }
    return 'cluster';
  }
  return wholeDatabase ? { database: call.database } : { namespace };
}

export const AGGREGATE_COMMANDS: CommandTable = {
  aggregate: {
    run: aggregate,
    options: ['pipeline', 'cursor', 'collation', 'let', 'hint', 'bypassDocumentValidation'],
    ignored: { allowDiskUse: NO_EFFECT },
    unsupported: ['explain', 'rawData'],
    transactional: true,
  },
};
