import type { Document } from '../bson/document.js';
export interface IndexSpecification extends Document {
  v: number;
  key: Document;
  name: string;
  unique?: boolean;
  sparse?: boolean;
  partialFilterExpression?: Document;
  collation?: Document;
  expireAfterSeconds?: number;
}
export interface DuplicateEntry {
  index: IndexSpecification;
  keyValue: Document;
}
export class CollectionIndexes {
  list(): IndexSpecification[] {
    throw new Error('pending');
  }
  find(_nameOrKey: string | Document): IndexSpecification | undefined {
    throw new Error('pending');
  }
  create(_specification: IndexSpecification, _documents: Iterable<Document>): void {
    throw new Error('pending');
  }
  drop(_name: string): void {
    throw new Error('pending');
  }
  duplicateOf(_document: Document, _visible?: (key: string) => Document | undefined): DuplicateEntry | undefined {
    throw new Error('pending');
  }
  add(_document: Document): void {
    throw new Error('pending');
  }
  remove(_document: Document): void {
    throw new Error('pending');
  }
}
