import type { Document } from '../bson/document.js';

/** One change event, before it is written out in MongoDB's form. */
export interface Change {
  readonly sequence: number;
  /** MongoDB's cluster time, in its two parts. */
  readonly seconds: number;
  readonly increment: number;
  readonly wallTime: Date;
  readonly kind: 'insert' | 'update' | 'replace' | 'delete' | 'drop' | 'rename' | 'dropDatabase';
  readonly namespace: string;
  /** `_id` of the document, for changes of documents. */
  readonly id?: unknown;
  readonly document?: Document | undefined;
  readonly before?: Document | undefined;
  /** The new name, for renamed collections. */
  readonly to?: string | undefined;
  /** What an update changed; described when it is first asked for. */
  description?: Document | undefined;
  /** BSON size of the document. */
  readonly size: number;
}
