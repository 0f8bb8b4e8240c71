import { Timestamp } from 'bson';
import type { Document } from '../bson/document.js';
import { describeUpdate } from '../update/apply-update.js';
import type { Change } from './change.js';
import { splitNamespace } from './namespace.js';
import type { JournalRecord, Operation } from './record.js';

/** The change events of a record: operations on indexes and options aren't events. */
export function changesOf(record: JournalRecord): Change[] {
  const changes: Change[] = [];
  const { t: seconds, i: firstIncrement } = record.time;
  for (const operation of record.operations) {
    if (!isEvent(operation)) continue;
    const { kind, namespace } = operation;
    const document = 'document' in operation ? operation.document : undefined;
    changes.push({
      sequence: record.sequence + changes.length,
      seconds,
      increment: firstIncrement + changes.length,
      wallTime: record.wallTime,
      kind,
      namespace,
      id: kind === 'delete' ? operation.id : document?._id,
      document,
      before: 'before' in operation ? operation.before : undefined,
      to: kind === 'rename' ? operation.to : undefined,
      description: undefined,
      size: 'size' in operation ? operation.size : 0,
    });
  }
  return changes;
}

function isEvent(operation: Operation): operation is Extract<Operation, { kind: Change['kind'] }> {
  return !['create', 'modify', 'createIndex', 'dropIndex'].includes(operation.kind);
}

/** What `updateDescription` shows of an update. */
export function descriptionOf(change: Change): Document {
  change.description ??=
    change.before && change.document
      ? { ...describeUpdate(change.before, change.document) }
      : { updatedFields: {}, removedFields: [], truncatedArrays: [] };
  return change.description;
}

/** A change in MongoDB's form of an event, without what the stream's options add. */
export function eventOf(change: Change, resumeToken: Document): Document {
  const { database, collection } = splitNamespace(change.namespace);
  const event: Document = {
    _id: resumeToken,
    operationType: change.kind,
    clusterTime: new Timestamp({ t: change.seconds, i: change.increment }),
    wallTime: change.wallTime,
  };
  if (change.kind === 'dropDatabase') return { ...event, ns: { db: change.namespace } };
  if (change.kind === 'insert' || change.kind === 'replace') event.fullDocument = change.document;
  event.ns = { db: database, coll: collection };
  if (change.kind === 'drop') return event;
  if (change.kind === 'rename') {
    const to = splitNamespace(change.to ?? '');
    return { ...event, to: { db: to.database, coll: to.collection } };
  }
  event.documentKey = { _id: change.id };
  if (change.kind === 'update') event.updateDescription = descriptionOf(change);
  return event;
}
