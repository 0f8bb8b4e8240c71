import type { LifecycleRecordRecord } from './lifecycle-record.model.js';
import type { LifecycleRecord } from './lifecycle-record.type.js';

/** What callers see of a stored record. */
export function lifecycleRecordView({
  _id,
  subject: _key,
  subjectKind,
  subjectId,
  ...record
}: LifecycleRecordRecord): LifecycleRecord {
  return { ...record, recordId: _id, subject: { kind: subjectKind, id: subjectId } };
}
