import { Timestamp } from 'bson';
import type { Document } from '../bson/document.js';
import { describeUpdate } from '../update/apply-update.js';
import type { Change } from './change.js';
import { splitNamespace } from './namespace.js';
import type { JournalRecord, Operation } from './record.js';

/** The change events of a record: operations on indexes and options aren't events. */
export function changesOf(record: JournalRecord): Change[] {
  const changes: Change[] = [];
  const { t: seconds, i: increment } = record.time;
  for (const operation of record.operations) {
    const change = changeOf(operation);
    if (!change) continue;
    changes.push({
      ...change,
      sequence: record.sequence + changes.length,
      time: new Timestamp({ t: seconds, i: increment + changes.length }),
      wallTime: record.wallTime,
    });
  }
  return changes;
}

function changeOf(operation: Operation): Omit<Change, 'sequence' | 'time' | 'wallTime'> | undefined {
  const { namespace } = operation;
  switch (operation.kind) {
    case 'insert': {
      const { kind, document, bytes } = operation;
      return { kind, namespace, id: document._id, document, bytes: bytes.length };
    }
    case 'update':
    case 'replace': {
      const { kind, document, bytes, before } = operation;
      return { kind, namespace, id: document._id, document, bytes: bytes.length, ...(before && { before }) };
    }
    case 'delete': {
      const { kind, id, before } = operation;
      return { kind, namespace, id, bytes: 0, ...(before && { before }) };
    }
    case 'drop':
    case 'dropDatabase':
      return { kind: operation.kind, namespace, bytes: 0 };
    case 'rename':
      return { kind: operation.kind, namespace, to: operation.to, bytes: 0 };
    default:
      return undefined;
  }
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
    clusterTime: change.time,
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
