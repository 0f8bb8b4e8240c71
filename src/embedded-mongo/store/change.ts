import type { Timestamp } from 'bson';
import type { Document } from '../bson/document.js';

type ChangeKind = 'insert' | 'update' | 'replace' | 'delete' | 'drop' | 'rename' | 'dropDatabase';

/** One change event, before it is written out in MongoDB's form. */
export interface Change {
  readonly sequence: number;
  readonly time: Timestamp;
  readonly wallTime: Date;
  readonly kind: ChangeKind;
  readonly namespace: string;
  /** `_id` of the document, for changes of documents. */
  readonly id?: unknown;
  readonly document?: Document;
  readonly before?: Document;
  readonly to?: string;
  /** What an update changed; described when it is first asked for. */
  description?: Document;
  readonly bytes: number;
}
